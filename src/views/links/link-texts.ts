import { type SpanRef, spanKey } from '../../model/ids.ts'
import { linkFlags } from '../../model/span.ts'
import type { LinkRow } from './link-rows.ts'

/**
 * A `traceparent` header (W3C Trace Context) with which a request would go on from the row's span; '' when the row names none.
 * @param spanFlags of the linking span, which show whether its sender writes the sampled flag
 */
export function traceparentOf({ ref, links }: LinkRow, spanFlags: number): string {
  if (!ref) return ''
  const unsampled = links.some(({ flags }) => linkFlags(flags, spanFlags).sampled === false)
  return `00-${ref.traceId}-${ref.spanId}-${unsampled ? '00' : '01'}`
}

export function refsOf(rows: readonly LinkRow[]): SpanRef[] {
  return rows.flatMap(({ ref }) => ref ?? [])
}

/** One a line. */
export function refLines(rows: readonly LinkRow[]): string {
  return refsOf(rows).map(spanKey).join('\n')
}

export function traceparentLines(rows: readonly LinkRow[], spanFlags: number): string {
  return rows
    .map((row) => traceparentOf(row, spanFlags))
    .filter((line) => line !== '')
    .join('\n')
}
