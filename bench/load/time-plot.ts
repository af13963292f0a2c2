/** One line over time; both axes begin at 0. */
export interface TimeSeries {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [seconds: number, value: number])[]
}

const [WIDTH, HEIGHT, LEFT, RIGHT, GAP, PANEL] = [720, 380, 60, 20, 50, 130]

/** Panels one below the other on one axis of time, as SVG with a background of its own: it is read on light and dark pages. */
export function timePlot(title: string, panels: readonly TimeSeries[]): string {
  const end = Math.max(...panels.flatMap(({ points }) => points.map(([at]) => at)))
  const x = (at: number) => (LEFT + (at / end) * (WIDTH - LEFT - RIGHT)).toFixed(1)
  const drawn = panels.map(({ name, colour, points }, i) => {
    const bottom = GAP + i * (PANEL + GAP) + PANEL
    const most = Math.max(...points.map(([, value]) => value)) * 1.1
    const y = (value: number) => (bottom - (value / most) * PANEL).toFixed(1)
    const line = points.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')
    const marks = [0, 0.5, 1].map((share) => {
      const value = most * share
      return `<path d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${short(value)}</text>`
    })
    return `<text x="${LEFT}" y="${bottom - PANEL - 8}">${name}</text>${marks.join('')}<path d="M${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>`
  })
  const times = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(end * share)}" y="${HEIGHT - 8}" text-anchor="middle">${Math.round(end * share)} s</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui,sans-serif" font-size="11" fill="#444" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...drawn, ...times].join('\n')}
</svg>
`
}

function short(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(1)}k` : value.toFixed(0)
}
