import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type SpanKey, type TraceId, spanKey } from '../model/ids.ts'
import type { Link } from '../model/span.ts'
import { linkCount, refAt } from '../model/trace-table.ts'
import type { SearchProgress, TraceQuery, TraceSearch } from '../sources/source.ts'
import type { Explorer } from './explorer.ts'
import { type TraceSession, openTrace } from './trace-session.ts'

const MINUTES = 60_000

/** A trace's session. No structural sharing: a session is a handle, not data. */
export function traceQuery(explorer: Pick<Explorer, 'source' | 'traces'>, traceId: TraceId) {
  return queryOptions({
    queryKey: ['trace', explorer.source.id, traceId],
    queryFn: ({ signal }) => openTrace(explorer, traceId, signal),
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 5 * MINUTES,
  })
}

function spanKeyAt({ table }: TraceSession, row: number): SpanKey {
  return spanKey(refAt(table, row))
}

/** While a session is replaced, what the one before knew of the span stays in view. */
function ofSameSpan(key: SpanKey) {
  return <T>(data: T | undefined, query?: { readonly queryKey: readonly unknown[] }) =>
    query?.queryKey[2] === key ? data : undefined
}

/** The details of one row; keyed by the session, since rows shift when spans arrive. */
export function spanQuery({ source }: Explorer, session: TraceSession, row: number) {
  return queryOptions({
    queryKey: ['span', source.id, spanKeyAt(session, row), session.id, row],
    queryFn: () => session.span(row),
    placeholderData: ofSameSpan(spanKeyAt(session, row)),
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: MINUTES,
  })
}

export function rawQuery({ source }: Explorer, session: TraceSession, row: number) {
  return queryOptions({
    queryKey: ['raw', source.id, spanKeyAt(session, row), session.id, row],
    queryFn: () => session.raw(row),
    placeholderData: ofSameSpan(spanKeyAt(session, row)),
    gcTime: 0,
  })
}

/** Links cross from the worker in pages: a message of 10,000 links would hold up the page while it is read. */
const LINK_PAGE = 500

/** All links of one row with their attributes, in the order sent. */
export function linksQuery({ source }: Explorer, session: TraceSession, row: number) {
  const count = linkCount(session.table, row)
  const before = ofSameSpan(spanKeyAt(session, row))
  return queryOptions({
    queryKey: ['links', source.id, spanKeyAt(session, row), session.id, row],
    queryFn: async () => {
      const links: Link[] = []
      for (let from = 0; from < count; from += LINK_PAGE) {
        links.push(...(await session.links(row, from, from + LINK_PAGE)))
      }
      return links
    },
    // Of two spans with one id the other may have been shown before: its links are not these.
    placeholderData: (links: Link[] | undefined, query) =>
      links?.length === count ? before(links, query) : undefined,
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: MINUTES,
  })
}

/** Links to each span of a trace; empty where the source can't count them without a scan. */
export function linkCountsQuery({ source }: Explorer, traceId: TraceId) {
  return queryOptions({
    queryKey: ['links-to', source.id, traceId, null],
    queryFn: ({ signal }) => source.countLinksTo?.(traceId, signal) ?? null,
    structuralSharing: false,
  })
}

/**
 * `key` names the query without the moment at which "the last hour" was asked; `explorer.searches` knows by it how far the search
 * is. The answer knows what had arrived before.
 */
export function searchQuery(explorer: Explorer, key: string, query: () => TraceQuery) {
  const { source, searches } = explorer
  return queryOptions({
    queryKey: ['search', source.id, key],
    queryFn: async ({ signal }) => {
      const { arrivals } = explorer
      const asked = query()
      const answer = await searches.ask<EndedSearch>(
        key,
        signal,
        async (signal, onProgress) => {
          const tell = (progress: SearchProgress) =>
            onProgress({ ...progress, found: eachOnce(progress.found) })
          return { ...eachOnce(await source.searchTraces(asked, signal, tell)), ended: false }
        },
        (last) => ({ ...(last?.found ?? NOTHING_FOUND), ended: true }),
      )
      return { ...answer, arrivals }
    },
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: 5 * MINUTES,
    gcTime: 10 * MINUTES,
  })
}

/** A trace that a source names twice, as some do while they write it, is one. */
function eachOnce(found: TraceSearch): TraceSearch {
  const byId = new Map(found.traces.map((trace) => [trace.traceId, trace]))
  return byId.size === found.traces.length ? found : { ...found, traces: [...byId.values()] }
}

/** An answer, and whether it was ended by who asked. */
export interface EndedSearch extends TraceSearch {
  readonly ended: boolean
}

const NOTHING_FOUND: TraceSearch = { traces: [], more: false }

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

export function attributeValuesQuery({ source }: Explorer, key: string, service: string) {
  return queryOptions({
    queryKey: ['attribute-values', source.id, key, service],
    queryFn: ({ signal }) =>
      source.listAttributeValues(key, service === '' ? null : service, signal),
    enabled: key !== '',
  })
}

/** Figures of the embedded store; null for another source. */
export function statusQuery({ source, local }: Explorer) {
  return queryOptions({
    queryKey: ['status', source.id],
    queryFn: ({ signal }) => local?.status(signal) ?? null,
  })
}
