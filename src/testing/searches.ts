import { EVERY_TRACE } from '../sources/every-trace.ts'
import type { TraceQuery } from '../sources/source.ts'

/** A search for all traces but for what is given. */
export function searchFor(part: Partial<TraceQuery>): TraceQuery {
  return { ...EVERY_TRACE, limit: 20, ...part }
}
