import {
  type ClockFormat,
  type TimeZone,
  formatClock,
  formatDuration,
} from '../../../base/format.ts'
import type { GapScale } from '../../../canvas/gap-scale.ts'
import type { EpochNanos } from '../../../base/time.ts'

export interface ClockTick {
  /** On the plane. */
  readonly x: number
  readonly text: string
}

export interface ClockGap {
  readonly x: number
  readonly width: number
  /** How long it was. */
  readonly text: string
}

/** Nice steps in nanoseconds: 1, 2 and 5 of each power up to a second, then those of clocks. */
const STEPS: readonly number[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((power) => [1, 2, 5].map((n) => n * 10 ** power)),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400].map(
    (s) => s * 1e9,
  ),
]

/** Ticks at least `least` pixels apart between two places of a clock with gaps; none within a gap. */
export function clockTicks(
  { scale, origin }: { readonly scale: GapScale; readonly origin: EpochNanos },
  { left, right }: { readonly left: number; readonly right: number },
  least: number,
  zone: TimeZone,
): ClockTick[] {
  const ticks: ClockTick[] = []
  const stretches = stretchesOf(scale, left, right)
  let last = -Infinity
  for (const { from, to } of stretches) {
    const [first, end] = [scale.toTime(from), scale.toTime(to)]
    const rate = (end - first) / Math.max(1e-9, to - from)
    const step = STEPS.find((candidate) => candidate >= rate * least) ?? 86_400e9
    const precision = step >= 1e9 ? 's' : step >= 1e6 ? 'ms' : 'ns'
    if (from - last >= least && from > left) {
      last = from
      ticks.push({ x: from, text: textAt(first, precision) })
    }
    // Nice on the clock, not from the origin; a day's clock is whole in nanoseconds.
    const phase = Number(origin % 86_400_000_000_000n)
    for (let n = Math.ceil((first + phase) / step); n * step - phase <= end; n++) {
      const time = n * step - phase
      const x = scale.toX(time)
      if (x - last < least) continue
      last = x
      ticks.push({ x, text: textAt(time, precision) })
    }
  }
  return ticks

  function textAt(time: number, precision: ClockFormat['precision']): string {
    return formatClock(origin + BigInt(Math.round(time)), { zone, precision })
  }
}

export function clockGaps({ gaps }: GapScale): ClockGap[] {
  return gaps.map(({ x, width, from, to }) => ({ x, width, text: formatDuration(to - from) }))
}

/** What of a clock runs at its own rate. */
function stretchesOf(
  { gaps }: GapScale,
  left: number,
  right: number,
): { readonly from: number; readonly to: number }[] {
  const stretches: { from: number; to: number }[] = []
  let from = left
  for (const { x, width } of gaps) {
    if (x > from) stretches.push({ from, to: Math.min(x, right) })
    from = Math.max(from, x + width)
  }
  stretches.push({ from, to: right })
  return stretches.filter((stretch) => stretch.to > stretch.from)
}
