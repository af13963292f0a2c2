import { type Nanos, nanosBetween } from '../../base/time.ts'
import type { Span } from '../../model/span.ts'
import { exceptionOf } from './exception.ts'

export interface EventAxisLayout {
  /** Where the axis begins, from the span's start: negative when an event came before it. */
  readonly from: Nanos
  readonly length: Nanos
  /** Fractions of the length, as in `marks`. */
  readonly bar: { readonly from: number; readonly to: number }
  readonly marks: readonly {
    readonly at: number
    readonly name: string
    readonly failed: boolean
  }[]
  /** Events without a mark. */
  readonly left: number
}

/** More lie one on the other. */
const MOST_MARKS = 500

/** Events that have a time, on an axis that holds them and the span; null where there is nothing to lay out. */
export function axisOf({
  start,
  end,
  events,
}: Pick<Span, 'start' | 'end' | 'events'>): EventAxisLayout | null {
  const timed = events.filter(({ time }) => time !== 0n)
  const duration = Math.max(0, nanosBetween(start, end))
  let [from, to] = [0, duration]
  for (const { time } of timed) {
    const at = nanosBetween(start, time)
    if (at < from) from = at
    if (at > to) to = at
  }
  const length = to - from
  if (timed.length === 0 || length <= 0) return null
  const fraction = (at: Nanos) => (at - from) / length
  const shown = timed.slice(0, MOST_MARKS)
  return {
    from,
    length,
    bar: { from: fraction(0), to: fraction(duration) },
    marks: shown.map((event) => ({
      at: fraction(nanosBetween(start, event.time)),
      name: event.name,
      failed: exceptionOf(event) !== null,
    })),
    left: timed.length - shown.length,
  }
}
