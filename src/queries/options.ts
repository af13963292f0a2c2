import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SpanRef, TraceId } from '../model/ids.ts'
import { type TraceQuery, SourceError } from '../sources/source.ts'
import type { Explorer } from './explorer.ts'
import { openTrace } from './trace-session.ts'

const MINUTES = 60_000

/** A trace's session. No structural sharing: a session is a handle, not data. */
export function traceQuery(explorer: Explorer, traceId: TraceId) {
  return queryOptions({
    queryKey: ['trace', explorer.source.id, traceId],
    queryFn: ({ signal }) => openTrace(explorer, traceId, signal),
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 5 * MINUTES,
  })
}

/** The details of one row; keyed by the session's table, since rows shift when spans arrive. */
export function spanQuery(explorer: Explorer, traceId: TraceId, row: number, openedAt: number) {
  return queryOptions({
    queryKey: ['span', explorer.source.id, traceId, openedAt, row],
    queryFn: async () => {
      const session = explorer.queries.getQueryData(traceQuery(explorer, traceId).queryKey)
      if (!session) throw new SourceError('notFound', 'The trace is no longer open.')
      return session.span(row)
    },
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: MINUTES,
  })
}

export const BACKLINK_PAGE = 500

/** Links to a span, a page at a time. */
export function linksToQuery({ source }: Explorer, ref: SpanRef) {
  return infiniteQueryOptions({
    queryKey: ['links-to', source.id, ref.traceId, ref.spanId],
    queryFn: ({ signal, pageParam }) =>
      source.findLinksTo({ ...ref, cursor: pageParam, limit: BACKLINK_PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  })
}

/** How many links point into a whole trace, for its header; the first page also says where to. */
export function linksToTraceQuery({ source }: Explorer, traceId: TraceId) {
  return queryOptions({
    queryKey: ['links-to', source.id, traceId, null],
    queryFn: ({ signal }) =>
      source.findLinksTo({ traceId, spanId: null, cursor: null, limit: 5000 }, signal),
    structuralSharing: false,
  })
}

/** `key` names the query without the moment at which "the last hour" was asked. */
export function searchQuery({ source }: Explorer, key: string, query: () => TraceQuery) {
  return queryOptions({
    queryKey: ['search', source.id, key],
    queryFn: ({ signal }) => source.searchTraces(query(), signal),
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: 5 * MINUTES,
    gcTime: 10 * MINUTES,
  })
}

export function servicesQuery({ source }: Explorer) {
  return queryOptions({
    queryKey: ['services', source.id],
    queryFn: ({ signal }) => source.listServices(signal),
  })
}

export function operationsQuery({ source }: Explorer, service: string) {
  return queryOptions({
    queryKey: ['operations', source.id, service],
    queryFn: ({ signal }) => source.listOperations(service, signal),
    enabled: service !== '',
  })
}

export function attributeKeysQuery({ source }: Explorer, service: string) {
  return queryOptions({
    queryKey: ['attribute-keys', source.id, service],
    queryFn: ({ signal }) => source.listAttributeKeys(service === '' ? null : service, signal),
  })
}

export function statusQuery({ source }: Explorer) {
  return queryOptions({
    queryKey: ['status', source.id],
    queryFn: ({ signal }) => source.status(signal),
  })
}
