import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query'
import type { EpochNanos } from '../base/time.ts'
import { type SpanRef, spanKey } from '../model/ids.ts'
import type { BacklinkPage, LinksToQuery, ScanProgress, ScanScope } from '../sources/source.ts'
import { type Ring, scopeOf, widerRings } from '../sources/time-window.ts'
import type { Explorer } from './explorer.ts'

export const BACKLINK_PAGE = 500
const MINUTES = 60_000

/** What a scan costs is not spent again because a tab was opened a second time. */
const KEEP_SCAN = 10 * MINUTES

/** What of an explorer looks for links. */
export type LinkSearcher = Pick<Explorer, 'source' | 'scans' | 'queries'>

/** Links to a span, a page at a time; by a scan where the source has no index: `explorer.scans` then says how far it is. */
export function linksToQuery(explorer: LinkSearcher, ref: SpanRef, near?: EpochNanos) {
  const { source, scans } = explorer
  const scanned = source.capabilities.linkedFrom === 'scan'
  return infiniteQueryOptions({
    queryKey: ['links-to', source.id, ref.traceId, ref.spanId],
    queryFn: ({ signal, pageParam }) => {
      const query: LinksToQuery = { ...ref, cursor: pageParam, limit: BACKLINK_PAGE, near }
      if (!scanned) return source.findLinksTo(query, signal)
      return scans.ask(
        spanKey(ref),
        signal,
        (signal, onProgress) => source.findLinksTo(query, signal, onProgress),
        (last) => endedPage(last, scopeOf(query, Date.now())),
      )
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    ...(scanned && { staleTime: KEEP_SCAN, gcTime: KEEP_SCAN }),
  })
}

/** What a scan had found when it was ended. */
function endedPage(last: ScanProgress | null, scope: ScanScope): BacklinkPage {
  if (last) {
    const { backlinks, searched } = last
    return { backlinks, total: backlinks.length, cursor: null, searched }
  }
  const { from, to, services } = scope
  return {
    backlinks: [],
    total: 0,
    cursor: null,
    searched: { from, to: from, services, traces: 0, leftOut: [], notSearched: { from, to } },
  }
}

/** Where links to a span have not been looked for yet, the next stretches of time first; empty: nowhere that is likely. */
export function whereNext(pages: readonly BacklinkPage[], near: EpochNanos): readonly Ring[] {
  const searched = pages.at(-1)?.searched
  return searched ? widerRings(searched, near, Date.now()) : []
}

/**
 * Looks for links to a span where the answer that is there says that it did not, and adds them to it. Ended, it adds what it has
 * found. @throws what the source throws; the answer is then what it was before
 */
export async function lookWider(
  explorer: LinkSearcher,
  ref: SpanRef,
  near: EpochNanos,
): Promise<void> {
  const { source, scans, queries } = explorer
  const { queryKey } = linksToQuery(explorer, ref, near)
  const held = queries.getQueryData(queryKey)
  if (!held) return
  let page = joined(held)
  for (const { scope, newestFirst } of whereNext(held.pages, near)) {
    const query: LinksToQuery = {
      ...ref,
      cursor: null,
      limit: BACKLINK_PAGE,
      ...(!newestFirst && { near }),
      scan: scope,
    }
    const before = page
    let ended = false
    const found = await scans.ask(
      spanKey(ref),
      new AbortController().signal,
      (signal, onProgress) =>
        source.findLinksTo(query, signal, (progress) =>
          onProgress({
            ...progress,
            traces: progress.traces + (before.searched?.traces ?? 0),
            backlinks: together(before, progress.backlinks),
          }),
        ),
      (last) => {
        ended = true
        return endedPage(last, scope)
      },
    )
    page = widened(before, found)
    queries.setQueryData<InfiniteData<BacklinkPage, string | null>>(queryKey, {
      pages: [page],
      pageParams: [null],
    })
    if (ended) return
  }
}

function joined({ pages }: InfiniteData<BacklinkPage>): BacklinkPage {
  return { ...pages[pages.length - 1], backlinks: pages.flatMap(({ backlinks }) => backlinks) }
}

/** The links of a span that was found before are known already. */
function together(
  before: BacklinkPage,
  found: BacklinkPage['backlinks'],
): BacklinkPage['backlinks'] {
  const known = new Set(before.backlinks.map(({ from }) => spanKey(from.ref)))
  return [...before.backlinks, ...found.filter(({ from }) => !known.has(spanKey(from.ref)))].sort(
    (a, b) => (a.from.start < b.from.start ? -1 : a.from.start > b.from.start ? 1 : 0),
  )
}

/** Two answers that looked at stretches of time side by side. */
function widened(before: BacklinkPage, found: BacklinkPage): BacklinkPage {
  const backlinks = together(before, found.backlinks)
  const [a, b] = [before.searched, found.searched]
  if (!a || !b) return { ...before, backlinks, total: backlinks.length }
  const { notSearched: _, ...rest } = a
  return {
    backlinks,
    total: backlinks.length,
    cursor: null,
    searched: {
      ...rest,
      from: a.from < b.from ? a.from : b.from,
      to: a.to > b.to ? a.to : b.to,
      traces: a.traces === null || b.traces === null ? null : a.traces + b.traces,
      leftOut: [...new Set([...a.leftOut, ...b.leftOut])],
      ...(b.notSearched && { notSearched: b.notSearched }),
    },
  }
}
