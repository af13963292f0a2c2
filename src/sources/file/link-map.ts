import type { LinkMap, MapScope } from '../../model/link-map/link-map.ts'
import { MapReading } from '../../model/link-map/map-reading.ts'
import type { SpanRef } from '../../model/ids.ts'
import { extentOf, summariseSpan } from '../../model/summarise.ts'
import type { TraceIndex } from './trace-index.ts'

/** The links between operations, newest linking traces first until `maxLinks`. Yields after every trace. */
export function* linkMapIn(index: TraceIndex, scope: MapScope): Generator<void, LinkMap> {
  const { batch } = index
  const reading = new MapReading(scope)
  const summaryOf = (ref: SpanRef) => {
    const found = index.find(ref)
    return found === null ? null : summariseSpan(batch, found)
  }
  for (const { start, linking } of linkingTraces(index, scope)) {
    if (!reading.begins(start)) break
    for (const span of linking) {
      const from = summariseSpan(batch, span)
      for (const { to } of batch.links(span, 0, Infinity)) {
        reading.add(from, to, to.valid ? summaryOf(to.ref) : null)
      }
    }
    yield
  }
  return reading.finish()
}

/** The traces with links that began in the time, newest first. */
function linkingTraces({ batch, traces }: TraceIndex, { from, to }: MapScope) {
  const found = []
  for (const spans of traces.values()) {
    const linking = spans.filter((i) => batch.linkOffset[i + 1] > batch.linkOffset[i])
    if (linking.length === 0) continue
    const { start } = extentOf(batch, spans)
    if (start >= from && start <= to) found.push({ start, linking })
  }
  return found.sort((a, b) => (a.start === b.start ? 0 : a.start < b.start ? 1 : -1))
}
