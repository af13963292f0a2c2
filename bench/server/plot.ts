/** Lines on two logarithmic axes as SVG, readable on light and dark pages. */
export interface Series {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 360, 60, 210, 16, 36]
const COLOURS = ['#7c4dff', '#0a8f6c', '#c2570c', '#1d6fd1', '#b3267a', '#6b7280']

export function plot(
  title: string,
  xName: string,
  yName: string,
  series: readonly Series[],
): string {
  const all = series.flatMap(({ points }) => points)
  const x = scale(
    all.map(([at]) => at),
    LEFT,
    WIDTH - RIGHT,
  )
  const y = scale(
    all.map(([, at]) => at),
    HEIGHT - BOTTOM,
    TOP,
  )
  const ticks = [
    ...x.ticks.map(
      (at) =>
        `<text x="${x.of(at)}" y="${HEIGHT - 18}" text-anchor="middle">${label(at)}</text><path d="M${x.of(at)} ${TOP}V${HEIGHT - BOTTOM}"/>`,
    ),
    ...y.ticks.map(
      (at) =>
        `<text x="${LEFT - 6}" y="${y.of(at) + 4}" text-anchor="end">${label(at)}</text><path d="M${LEFT} ${y.of(at)}H${WIDTH - RIGHT}"/>`,
    ),
  ]
  const lines = series.map(({ points }, i) => {
    const colour = COLOURS[i % COLOURS.length]
    const path = points.map(([a, b]) => `${x.of(a).toFixed(1)} ${y.of(b).toFixed(1)}`).join('L')
    const dots = points.map(
      ([a, b]) => `<circle cx="${x.of(a).toFixed(1)}" cy="${y.of(b).toFixed(1)}" r="3"/>`,
    )
    return `<g stroke="${colour}" fill="${colour}"><path d="M${path}" fill="none" stroke-width="2"/>${dots.join('')}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui,sans-serif" font-size="11" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<g stroke="#ddd" stroke-width="1" fill="none">${ticks.map((tick) => tick.replace(/<text.*?<\/text>/, '')).join('')}</g>
<g fill="#444">${ticks.map((tick) => tick.replace(/<path.*$/, '')).join('')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${xName}</text>
<text x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(TOP + HEIGHT - BOTTOM) / 2})">${yName}</text>
${names(series, y)}</g>
${lines.join('\n')}
</svg>
`
}

interface Scale {
  readonly ticks: readonly number[]
  of(value: number): number
}

function scale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
    of: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
  }
}

/** Beside the lines' ends, moved apart where they would lie on each other. */
function names(series: readonly Series[], y: Scale): string {
  const places = series
    .map(({ name, points }, i) => ({ name, i, at: y.of(points[points.length - 1][1]) + 4 }))
    .sort((a, b) => a.at - b.at)
  for (let i = 1; i < places.length; i++) {
    places[i].at = Math.max(places[i].at, places[i - 1].at + 14)
  }
  return places
    .map(
      ({ name, i, at }) =>
        `<text x="${WIDTH - RIGHT + 10}" y="${at.toFixed(1)}" fill="${COLOURS[i % COLOURS.length]}">${name}</text>`,
    )
    .join('')
}

function label(value: number): string {
  if (value >= 1e6) return `${value / 1e6}M`
  return value >= 1000 ? `${value / 1000}k` : String(value)
}
