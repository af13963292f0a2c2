import { type SpanRef, type TraceId, parseTraceId } from '../../model/ids.ts'
import { decodeTraces } from '../decode.ts'
import { resolveBySpan } from '../resolve-by-span.ts'
import { resolveByTrace } from '../resolve-by-trace.ts'
import type { Resolution } from '../source.ts'
import type { SignozApi } from './api.ts'
import { answerOf } from './errors.ts'
import { ofRefs, ofTraces } from './filter.ts'
import { allTime, builderBody, traceIdsBody } from './query.ts'
import { PAGE, readPages, spansOf } from './pages.ts'
import type { SpanReader } from './reader.ts'
import * as schema from './schema.ts'

/** Many spans in one query, and a second one for the traces of those that are missing; before 0.87 trace by trace. */
export async function resolveSpans(
  api: SignozApi,
  reader: SpanReader,
  refs: readonly SpanRef[],
  signal: AbortSignal,
): Promise<Resolution[]> {
  if (refs.length === 0) return []
  if (!(await api.probe(signal)).v5) {
    const readTrace = async (id: TraceId) => {
      const { bytes, encoding } = await reader.trace(id, signal)
      return decodeTraces(bytes, encoding)
    }
    return resolveByTrace(refs, readTrace, signal)
  }
  const window = allTime(Date.now())
  const conditions = [ofRefs(refs)]
  const pages = await readPages((offset) => {
    const query = { ...window, conditions, order: 'oldest', limit: PAGE, offset } as const
    return api.query('v5', builderBody(query, 'summary'), signal)
  }, MAX_PAGES)
  const { batch } = spansOf(pages)
  return resolveBySpan(refs, batch, (ids) => knownTraces(api, ids, signal))
}

/** Spans stored many times over would fill more; the references are a few hundred. */
const MAX_PAGES = 4

async function knownTraces(
  api: SignozApi,
  ids: readonly TraceId[],
  signal: AbortSignal,
): Promise<ReadonlySet<TraceId>> {
  const body = traceIdsBody([ofTraces(ids)], allTime(Date.now()), ids.length)
  const text = new TextDecoder().decode(await api.query('v5', body, signal))
  const cells = answerOf(text, schema.table).data.data.results.flatMap(({ data }) =>
    (data ?? []).flat(),
  )
  return new Set(
    cells.flatMap((cell) => (typeof cell === 'string' ? (parseTraceId(cell) ?? []) : [])),
  )
}
