import { formatDuration } from '../../base/format.ts'
import { nanosBetween } from '../../base/time.ts'
import type { Span, SpanEvent } from '../../model/span.ts'

export interface EventOffset {
  /** From the span's start: `+12 ms`. */
  readonly text: string
  /** Said when the time is outside the span or missing. */
  readonly note: string | null
}

export function eventOffset(span: Pick<Span, 'start' | 'end'>, event: SpanEvent): EventOffset {
  if (event.time === 0n) return { text: '–', note: 'The sender set no time' }
  const offset = nanosBetween(span.start, event.time)
  if (offset < 0) return { text: formatDuration(offset), note: 'Before the span starts' }
  // A span without an end is not finished yet, or its end got lost: nothing is after it.
  const late = span.end !== 0n && event.time > span.end
  return { text: `+${formatDuration(offset)}`, note: late ? 'After the span ended' : null }
}

/** Earliest first; events of the same time stay in the order in which they were sent. */
export function byTime(events: readonly SpanEvent[]): SpanEvent[] {
  return events.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}
