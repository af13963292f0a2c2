import { type EpochNanos, HOUR } from '../base/time.ts'
import type { TraceId } from '../model/ids.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { headOfTrace } from '../model/summarise.ts'
import { groupByTrace } from '../model/trace-builder.ts'
import { backlinksIn } from './backlinks.ts'
import type {
  Backlink,
  BacklinkPage,
  LinksToQuery,
  ScanProgress,
  ScanScope,
  Searched,
} from './source.ts'

export interface TimeWindow {
  readonly from: EpochNanos
  readonly to: EpochNanos
}

/** One part of a scan: the traces of a service, or of all, in a stretch of time. */
export interface ScanPart extends TimeWindow {
  readonly service: string | null
}

/** Traces asked for at once. A part with more is cut in two. */
export const SCAN_TRACES = 200
/** The shortest stretch that is cut: below it what does not fit is left out, and said. */
const MIN_STRETCH = 1_000_000n
const MAX_PARTS = 24n

export interface Scan {
  readonly target: LinksToQuery
  readonly scope: ScanScope
  /** The services to go through where one search can't take all that the scope has; `[null]`: one search takes all. */
  readonly services: readonly (string | null)[]
  /** Reads at most `limit` traces of a part, whole. */
  search(part: ScanPart, limit: number): Promise<SpanBatch>
  onProgress?(progress: ScanProgress): void
}

/**
 * Looks for links by reading traces, for sources without an index of links. Bounded by the scope and by its number of
 * traces; what is left out within it is said.
 */
export async function scanForLinks(
  { target, scope, services, search, onProgress }: Scan,
  signal: AbortSignal,
): Promise<BacklinkPage> {
  const oldestFirst = target.near !== undefined
  const queue = partsOf(scope, services, oldestFirst)
  const seen = new Set<TraceId>()
  const backlinks: Backlink[] = []
  const leftOut: string[] = []
  /** What no part that is left reaches into; a stretch that was searched for some services only does not count. */
  const searchedBefore = (left: readonly ScanPart[]): Searched => {
    const { from, to, services } = scope
    const looked = { services, traces: seen.size, leftOut: [...leftOut] }
    if (left.length === 0) return { from, to, ...looked }
    const edges = left.map((part) => (oldestFirst ? part.from : part.to))
    const edge = edges.reduce((a, b) => (a < b === oldestFirst ? a : b))
    return oldestFirst
      ? { from, to: edge, ...looked, notSearched: { from: edge, to } }
      : { from: edge, to, ...looked, notSearched: { from, to: edge } }
  }
  let done = 0
  let of = queue.length
  for (let part = queue.shift(); part; part = queue.shift()) {
    const batch = await search(part, SCAN_TRACES + 1)
    const traces = groupByTrace(batch)
    const found = Map.groupBy(backlinksIn(batch, target), ({ from }) => from.ref.traceId)
    for (const [traceId, spans] of traces) {
      if (seen.has(traceId)) continue
      seen.add(traceId)
      const here = found.get(traceId)
      if (!here) continue
      const trace = headOfTrace(batch, spans)
      for (const { from, link } of here) backlinks.push({ from: { ...from, trace }, link })
    }
    const halves = traces.size > SCAN_TRACES ? halvesOf(part, oldestFirst) : []
    if (traces.size > SCAN_TRACES && halves.length === 0) leftOut.push(crowded(part))
    queue.unshift(...halves)
    of += halves.length
    onProgress?.({
      traces: seen.size,
      backlinks: [...backlinks],
      searched: searchedBefore(queue),
      done: ++done,
      of,
    })
    signal.throwIfAborted()
    if (seen.size >= scope.maxTraces) break
  }
  backlinks.sort((a, b) => Number(a.from.start - b.from.start))
  const searched = searchedBefore(queue)
  return { backlinks, total: backlinks.length, cursor: null, searched }
}

/** An hour or more a part. With a known target its effects are likely soon after it; else the newest traces come first. */
function partsOf(
  { from, to }: TimeWindow,
  services: readonly (string | null)[],
  oldestFirst: boolean,
): ScanPart[] {
  const length = to - from
  const hours = (length + BigInt(HOUR) - 1n) / BigInt(HOUR)
  const count = hours < 1n ? 1n : hours > MAX_PARTS ? MAX_PARTS : hours
  const stretches = Array.from({ length: Number(count) }, (_, i) => ({
    from: from + (length * BigInt(i)) / count,
    to: from + (length * BigInt(i + 1)) / count,
  }))
  if (!oldestFirst) stretches.reverse()
  return stretches.flatMap((stretch) => services.map((service) => ({ ...stretch, service })))
}

/** In the order of the scan. */
function halvesOf(part: ScanPart, oldestFirst: boolean): ScanPart[] {
  if (part.to - part.from <= MIN_STRETCH) return []
  const middle = (part.from + part.to) / 2n
  const halves = [
    { ...part, to: middle },
    { ...part, from: middle },
  ]
  return oldestFirst ? halves : halves.reverse()
}

function crowded({ from }: ScanPart): string {
  const at = new Date(Number(from / 1_000_000n)).toISOString()
  return `More than ${SCAN_TRACES} traces began within a millisecond at ${at}; not all were read.`
}
