import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { rowFinder, refAt } from '../../model/trace-table.ts'
import { linksToQuery, lookWider, whereNext } from '../../queries/links-to.ts'
import { linksQuery } from '../../queries/options.ts'
import type { ScanProgress, Searched } from '../../sources/source.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { useLongQuestion } from '../../queries/use-long-question.ts'
import { useTargets, useWish } from '../../queries/use-targets.ts'
import { type SpanRef, spanKey } from '../../model/ids.ts'
import type { Link } from '../../model/span.ts'
import { type LinkRow, backlinkRows, groupLinks, linkRows } from './link-rows.ts'

export interface LinkRows {
  readonly rows: readonly LinkRow[]
  /** With their attributes; none while those are on their way. */
  readonly links: readonly Link[]
  /** The spans of other traces that the links point to. */
  readonly elsewhere: readonly SpanRef[]
}

const NONE: readonly Link[] = []

/** The lines of the Links tab, resolved as answers come. */
export function useLinkRows(session: TraceSession, row: number): LinkRows {
  const { table } = session
  const explorer = useExplorer()
  const { data: links } = useQuery(linksQuery(explorer, session, row))
  const groups = useMemo(() => groupLinks(table, row), [table, row])
  const elsewhere = useMemo(
    () => groups.flatMap(({ ref }) => (ref && ref.traceId !== table.traceId ? [ref] : [])),
    [groups, table],
  )
  useWish(elsewhere)
  const { version, targetOf } = useTargets()
  const rowOf = useMemo(() => rowFinder(table), [table])
  const rows = useMemo(
    () => linkRows(table, row, groups, links, targetOf, rowOf),
    // `version` stands for what targetOf reads.
    // oxlint-disable-next-line react/exhaustive-deps
    [table, row, groups, links, version, rowOf],
  )
  return { rows, links: links ?? NONE, elsewhere }
}

export interface Backlinks {
  readonly rows: readonly LinkRow[]
  readonly links: readonly Link[]
  /** Links in all, of which the rows may show a part so far; null while not known. */
  readonly total: number | null
  readonly loaded: number
  /** What was looked through; null: the source's index knows every link. */
  readonly searched: Searched | null
  /** A scan that is under way and has said how far it is. */
  readonly scan: ScanProgress | null
  readonly looking: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Ends a scan; what it has found stays. */
  readonly end: () => void
  /** Looks where was not looked; null: there is no such place that is likely. */
  readonly lookWider: (() => void) | null
}

/** The lines of the Linked from tab, loaded to the end page by page, or found by a scan that says how far it is. */
export function useBacklinkRows({ table }: TraceSession, row: number): Backlinks {
  const explorer = useExplorer()
  const { scans } = explorer
  const ref = useMemo(() => refAt(table, row), [table, row])
  const near = table.origin + BigInt(table.start[row])
  const enabled = explorer.source.capabilities.linkedFrom !== 'none'
  const query = useInfiniteQuery({ ...linksToQuery(explorer, ref, near), enabled })
  const { hasNextPage, isFetching, isFetchingNextPage, isError, fetchNextPage, refetch } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  const name = spanKey(ref)
  const { running, progress, end } = useLongQuestion(scans, name)
  // A scan that nobody sees is not worth what it costs the source.
  useEffect(() => () => scans.end(name), [scans, name])
  const wider = useMutation({ mutationFn: () => lookWider(explorer, ref, near) })
  const pages = query.data?.pages
  const backlinks = useMemo(
    () => progress?.backlinks ?? (pages ?? []).flatMap((page) => page.backlinks),
    [pages, progress],
  )
  const canWiden = pages !== undefined && whereNext(pages, near).length > 0
  return {
    links: useMemo(() => backlinks.map(({ link }) => link), [backlinks]),
    rows: useMemo(() => backlinkRows(table, row, backlinks), [table, row, backlinks]),
    total: pages?.[0]?.total ?? null,
    loaded: backlinks.length,
    searched: pages?.at(-1)?.searched ?? null,
    scan: progress,
    looking: isFetching || running,
    error: query.error ?? wider.error,
    retry: () => (query.data === undefined || query.error ? void refetch() : wider.mutate()),
    end,
    lookWider: canWiden && !running && !isFetching ? () => wider.mutate() : null,
  }
}
