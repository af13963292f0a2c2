import { DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, type Nanos, SECOND } from '../base/time.ts'
import type { TimeWindow } from './time-window.ts'

export interface Tick {
  readonly time: Nanos
  readonly label: string
}

const LONG_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
]

/** Round times within a window, at most `most` and no two labels alike, however deep the window is zoomed. */
export function timeTicks({ from, to }: TimeWindow, most: number): Tick[] {
  const step = stepFor((to - from) / Math.max(1, most))
  const ticks: Tick[] = []
  for (let n = Math.ceil(from / step); n * step <= to && ticks.length < most; n++) {
    ticks.push({ time: n * step, label: tickText(n * step, step) })
  }
  return ticks
}

/** The shortest round step that is no shorter than `least`. */
function stepFor(least: Nanos): Nanos {
  for (let power = 1; power < SECOND; power *= 10) {
    for (const n of [1, 2, 5]) if (n * power >= least) return n * power
  }
  const long = LONG_STEPS.find((step) => step >= least)
  if (long !== undefined) return long
  for (let power = DAY; ; power *= 10) {
    for (const n of [1, 2, 5]) if (n * power >= least) return n * power
  }
}

/** As many digits as tell a time from its neighbours at this step. */
function tickText(time: Nanos, step: Nanos): string {
  if (time === 0) return '0'
  if (time < MICROSECOND) return `${time} ns`
  if (time < MILLISECOND) return `${decimal(time, MICROSECOND, step)} µs`
  if (time < SECOND) return `${decimal(time, MILLISECOND, step)} ms`
  const parts: string[] = []
  let rest = time
  for (const [unit, letter] of LONG_UNITS) {
    const count = Math.floor(rest / unit)
    rest -= count * unit
    if (count > 0) parts.push(`${count} ${letter}`)
  }
  if (rest > 0) parts.push(`${decimal(rest, SECOND, step)} s`)
  return parts.join(' ')
}

const LONG_UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'm'],
] as const

function decimal(time: Nanos, unit: Nanos, step: Nanos): string {
  let digits = 0
  for (let size = step; size < unit; size *= 10) digits++
  return String(Number((time / unit).toFixed(digits)))
}
