import type { TraceQuery } from './source.ts'

/** A search without a condition, to which callers add their own and a limit. */
export const EVERY_TRACE: Omit<TraceQuery, 'limit'> = {
  service: null,
  operation: null,
  attributes: [],
  status: 'any',
  minDuration: null,
  maxDuration: null,
  from: null,
  to: null,
  links: 'any',
  linksTo: null,
  sort: 'newest',
}

/** What a query asks for: where it lists traces, these alone. */
export function askedOf(query: TraceQuery): TraceQuery {
  const { traceIds, limit, sort } = query
  return traceIds ? { ...EVERY_TRACE, traceIds, limit, sort } : query
}
