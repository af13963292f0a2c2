import { scaleLog, scaleTime, scaleUtc } from 'd3-scale'
import { type TimeZone, formatClock, formatDate, formatDuration } from '../../base/format.ts'
import {
  DAY,
  HOUR,
  MICROSECOND,
  MILLISECOND,
  MINUTE,
  type Nanos,
  SECOND,
  epochNanosFromMillis,
} from '../../base/time.ts'
import { type TraceSummary, durationOf } from '../../model/summary.ts'

/*
 *   y  duration, logarithmic      ● one trace; larger with more spans and links
 *   │      ●        ●             ◉ with errors
 *   │  • ••  ◉ • •
 *   └──────────────── x  start, in the chosen zone
 */

/** One trace in the picture, in pixels. */
export interface Dot {
  readonly trace: TraceSummary
  readonly x: number
  readonly y: number
  readonly radius: number
}

export interface Tick {
  readonly at: number
  readonly label: string
}

export interface Scatter {
  /** Large ones first, so that small ones are drawn over them. */
  readonly dots: readonly Dot[]
  readonly times: readonly Tick[]
  readonly durations: readonly Tick[]
  /** Milliseconds since the epoch. */
  readonly timeAt: (x: number) => number
}

export interface ScatterBox {
  readonly width: number
  readonly height: number
  readonly zone: TimeZone
}

const MIN_RADIUS = 3
const MAX_RADIUS = 8
/** Width of a label's character at most, in pixels; a label stands with its middle at its time. */
const LABEL_CHAR = 7

export function layoutScatter(traces: readonly TraceSummary[], box: ScatterBox): Scatter {
  const starts = traces.map(({ start }) => Number(start) / 1e6)
  // A logarithm knows no zero.
  const lengths = traces.map((trace) =>
    Math.max(trace.durationStep ?? MICROSECOND, durationOf(trace)),
  )
  const [first, last] = extent(starts)
  const margin = Math.max((last - first) * 0.02, 500)
  const x = (box.zone === 'utc' ? scaleUtc() : scaleTime())
    .domain([first - margin, last + margin])
    .range([0, box.width])
  const [shortest, longest] = extent(lengths)
  const y = scaleLog()
    .domain([shortest / 1.6, longest * 1.6])
    .range([box.height, 0])

  const dots = traces.map((trace, i): Dot => {
    return { trace, x: x(starts[i]), y: y(lengths[i]), radius: radiusOf(trace) }
  })
  const times = x.ticks(Math.max(2, Math.floor(box.width / 120)))
  const step = times.length > 1 ? times[1].getTime() - times[0].getTime() : last - first
  return {
    dots: dots.sort((a, b) => b.radius - a.radius),
    times: times
      .map((time) => ({ at: x(time), label: timeLabel(time, step, box.zone) }))
      .filter(({ at, label }) => at + (label.length * LABEL_CHAR) / 2 <= box.width),
    durations: durationTicks(shortest / 1.6, longest * 1.6, Math.floor(box.height / 28)).map(
      (duration) => ({ at: y(duration), label: formatDuration(duration) }),
    ),
    timeAt: (at) => x.invert(at).getTime(),
  }
}

/** The dot under or next to a point, the nearest where several are. */
export function dotAt(dots: readonly Dot[], x: number, y: number): Dot | null {
  let best: Dot | null = null
  let least = Infinity
  for (const dot of dots) {
    const distance = Math.hypot(dot.x - x, dot.y - y)
    if (distance > dot.radius + 4 || distance >= least) continue
    best = dot
    least = distance
  }
  return best
}

/** Circles as one SVG path: 5,000 dots are a handful of elements. */
export function circlesPath(dots: readonly Dot[], grow = 0): string {
  let path = ''
  for (const { x, y, radius } of dots) {
    const r = radius + grow
    const arc = `a${r} ${r} 0 1 0 `
    path += `M${(x - r).toFixed(1)} ${y.toFixed(1)}${arc}${2 * r} 0${arc}${-2 * r} 0`
  }
  return path
}

function radiusOf({ spanCount, linksOut }: TraceSummary): number {
  const size = (spanCount ?? 0) + 4 * (linksOut ?? 0)
  const radius = MIN_RADIUS + 2.2 * Math.log10(Math.max(1, size) / 8)
  return Math.round(Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, radius)) * 2) / 2
}

const ROUND_DURATIONS: readonly Nanos[] = [
  ...[1, 10, 100].map((count) => count * MICROSECOND),
  ...[1, 10, 100].map((count) => count * MILLISECOND),
  SECOND,
  10 * SECOND,
  MINUTE,
  10 * MINUTE,
  HOUR,
  10 * HOUR,
  DAY,
  10 * DAY,
  100 * DAY,
]

function durationTicks(from: Nanos, to: Nanos, most: number): Nanos[] {
  const within = ROUND_DURATIONS.filter((duration) => duration >= from && duration <= to)
  const every = Math.ceil(within.length / Math.max(1, most))
  return within.filter((_, i) => i % every === 0)
}

function timeLabel(date: Date, step: number, zone: TimeZone): string {
  const time = epochNanosFromMillis(date.getTime())
  const clock = formatClock(time, { zone })
  if (step >= 28 * 86_400_000) return formatDate(time, zone).slice(0, 7)
  if (step >= 86_400_000 || (step >= 60_000 && clock === '00:00:00.000')) {
    return formatDate(time, zone).slice(5)
  }
  return step >= 60_000 ? clock.slice(0, 5) : step >= 1000 ? clock.slice(0, 8) : clock
}

/** In a loop: the arguments of a call are limited, the traces of a search need not be. */
function extent(values: readonly number[]): [number, number] {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return [least, most]
}
