import type { TraceQuery } from '../sources/source.ts'

/** A search for all traces but for what is given. */
export function searchFor(part: Partial<TraceQuery>): TraceQuery {
  return {
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
    limit: 20,
    sort: 'newest',
    ...part,
  }
}
