import { formatCount } from '../../base/format.ts'
import type { TraceId } from '../../model/ids.ts'
import { backlinksIn } from '../backlinks.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { TimeWindow } from '../scan.ts'
import {
  type Backlink,
  type BacklinkPage,
  type LinksToQuery,
  type ScanProgress,
  type ScanScope,
  type Searched,
  SourceError,
} from '../source.ts'
import type { TempoApi } from './api.ts'
import { partialNote } from './decode.ts'
import { linksToTrace } from './traceql.ts'

/** Each trace that a search names is read whole, to see its links. */
const MAX_TRACES = 200

/**
 * Who links to a span: Tempo finds traces by the trace id of their links, and their spans are read for the links themselves. What
 * a search names is a hint: it shows one link a span, and a hit may be of another span of the target's trace.
 */
export async function findLinks(
  api: TempoApi,
  target: LinksToQuery,
  scope: ScanScope,
  signal: AbortSignal,
  onProgress?: (progress: ScanProgress) => void,
): Promise<BacklinkPage> {
  const limit = Math.min(scope.maxTraces, MAX_TRACES)
  const backlinks: Backlink[] = []
  const leftOut: string[] = []
  let pieces = 0
  const {
    traces: found,
    window,
    rest,
    leftOut: notes,
  } = await api.search(
    {
      from: scope.from,
      to: scope.to,
      traceql: linksToTrace(target.traceId),
      limit: limit + 1,
      // The nearest effects come first where the target's time is known, else the newest.
      newestFirst: target.near === undefined,
      onPiece: (soFar, done, of) => {
        pieces = of
        onProgress?.({
          traces: 0,
          backlinks: [],
          searched: searchedOf(soFar.window, soFar.rest, [unread(soFar.traces.length)]),
          done,
          of: of + 1,
        })
      },
    },
    signal,
  )
  leftOut.push(...notes)
  if (found.length > limit) {
    leftOut.push(
      `More than ${formatCount(limit)} traces link to this one; the others were not read.`,
    )
  }
  const wanted = found.slice(0, limit)
  const total = wanted.length
  let read = 0
  let failed = 0
  let why = ''
  const linksIn = async (id: TraceId): Promise<Backlink[]> => {
    const batch = await api.readTrace(id, signal)
    const partial = partialNote(batch)
    if (partial !== null) leftOut.push(`Of trace ${id} a part is missing: ${partial}`)
    return backlinksIn(batch, target)
  }
  await mapAtOnce(wanted, async ({ traceId }) => {
    signal.throwIfAborted()
    try {
      backlinks.push(...(await linksIn(traceId)))
    } catch (error) {
      if (signal.aborted || !(error instanceof SourceError)) throw error
      failed++
      why = error.message
    }
    read++
    onProgress?.({
      traces: read,
      backlinks: [...backlinks],
      searched: searchedOf(window, rest, [...leftOut, unread(total - read)]),
      done: pieces + read,
      of: pieces + total,
    })
  })
  if (failed > 0) {
    leftOut.push(
      `${failed === 1 ? 'A trace' : `${formatCount(failed)} traces`} with a link to this one could not be read: ${why}`,
    )
  }
  backlinks.sort(inOrder)
  const searched = searchedOf(window, rest, leftOut)
  return { backlinks, total: backlinks.length, cursor: null, searched }
}

function searchedOf(
  window: TimeWindow,
  rest: TimeWindow | null,
  leftOut: readonly string[],
): Searched {
  return {
    ...window,
    services: null,
    traces: null,
    leftOut: leftOut.filter((sentence) => sentence !== ''),
    ...(rest && { notSearched: rest }),
  }
}

function unread(traces: number): string {
  if (traces === 0) return ''
  return traces === 1
    ? 'A trace with a link to this one was found and not read.'
    : `${formatCount(traces)} traces with a link to this one were found and not read.`
}

/** By start; the order in which traces were read is chance. */
function inOrder({ from: a }: Backlink, { from: b }: Backlink): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1
  return a.ref.traceId < b.ref.traceId ? -1 : a.ref.traceId > b.ref.traceId ? 1 : 0
}
