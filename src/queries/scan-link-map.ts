import { type EpochNanos, MAX_EPOCH_NANOS } from '../base/time.ts'
import { spanKey } from '../model/ids.ts'
import type { LinkMap } from '../model/link-map/link-map.ts'
import { MapReading } from '../model/link-map/map-reading.ts'
import type { Outliner } from '../sources/answer-step.ts'
import { EVERY_TRACE } from '../sources/every-trace.ts'
import type { SearchProgress, TraceQuery, TraceSource } from '../sources/source.ts'
import { TOGETHER, TraceScan } from './trace-scan.ts'

export interface MapScanScope {
  /** Null: as far as the source looks unasked. */
  readonly from: EpochNanos | null
  readonly to: EpochNanos | null
  /** Traces read, at most. */
  readonly maxTraces: number
  /** Links looked up, at most. */
  readonly maxLinks: number
}

export interface MapScanProgress {
  /** How far the search for linking traces is; null: it is over. */
  readonly search: Pick<SearchProgress, 'done' | 'of'> | null
  /** Traces read, of those that were found. */
  readonly traces: number
  readonly of: number
  readonly links: number
  /** The map if the scan ended here. */
  readonly found: () => LinkMap
}

/**
 * A link map of a source that makes none itself: looks for traces with links, reads them, newest first, and looks up what the links
 * point to. What could not be read is said. @throws SourceError when the search fails, or no trace can be read
 */
export async function scanLinkMap(
  source: TraceSource,
  outline: Outliner,
  scope: MapScanScope,
  signal: AbortSignal,
  onProgress: (progress: MapScanProgress) => void,
): Promise<LinkMap> {
  const nothing = () => new MapReading(boundsOf(scope)).finish(true)
  const tellSearch = ({ done, of }: SearchProgress) =>
    onProgress({ search: { done, of }, traces: 0, of: 0, links: 0, found: nothing })
  const search = await source.searchTraces(queryOf(source, scope), signal, tellSearch)
  const traces = search.traces.filter(({ linksOut }) => linksOut !== 0)
  const scan = new TraceScan(source, outline, signal)
  const reading = new MapReading({
    ...boundsOf(search.searched ?? scope),
    maxLinks: scope.maxLinks,
  })
  const mapNow = (early: boolean): LinkMap => {
    const { searched, ...graphs } = reading.finish(early)
    const leftOut = [...(search.searched?.leftOut ?? []), ...scan.leftOut()]
    if (search.searched?.notSearched) leftOut.push(NOT_ALL_TIME)
    return { ...graphs, searched: { ...searched, leftOut } }
  }
  const tell = () =>
    onProgress({
      search: null,
      traces: scan.tried,
      of: traces.length,
      links: reading.links,
      found: () => mapNow(true),
    })
  tell()
  let goesOn = true
  for (let at = 0; at < traces.length && goesOn; at += TOGETHER) {
    const outlines = await scan.read(traces.slice(at, at + TOGETHER))
    const targets = await scan.lookUp(outlines)
    for (const { summary, links } of outlines) {
      goesOn &&= reading.begins(summary.start)
      if (!goesOn) break
      for (const { from, link } of links) {
        const linked = link.to.valid ? targets.get(spanKey(link.to.ref)) : null
        if (linked !== undefined) reading.add(from, link.to, linked)
      }
    }
    goesOn &&= !scan.gaveUp
    tell()
  }
  scan.throwIfNothingRead()
  return mapNow(search.more || scan.gaveUp)
}

const NOT_ALL_TIME = 'The source did not search all of the time that was asked for.'

function boundsOf({ from, to }: Pick<MapScanScope, 'from' | 'to'>) {
  return { from: from ?? 0n, to: to ?? MAX_EPOCH_NANOS, maxLinks: 0 }
}

function queryOf({ capabilities }: TraceSource, { from, to, maxTraces }: MapScanScope): TraceQuery {
  return {
    ...EVERY_TRACE,
    from,
    to,
    // Where it can't choose them, every trace is read.
    links: capabilities.unsearchable.linksOut === undefined ? 'out' : 'any',
    limit: maxTraces,
  }
}
