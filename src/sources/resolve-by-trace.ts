import { type SpanRef, type TraceId, spanIdAt } from '../model/ids.ts'
import type { Absence } from '../model/link-target.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { headOfTrace, summariseSpan } from '../model/summarise.ts'
import { groupByTrace } from '../model/trace-builder.ts'
import { mapAtOnce } from './map-at-once.ts'
import { type Resolution, SourceError } from './source.ts'

/**
 * Resolves spans by reading their traces, each once, for sources that hand out nothing smaller. A trace that can't be read
 * says so at its spans; the others resolve.
 */
export async function resolveByTrace(
  refs: readonly SpanRef[],
  readTrace: (id: TraceId) => Promise<SpanBatch>,
  signal: AbortSignal,
): Promise<Resolution[]> {
  const answers: Resolution[] = []
  const wanted = [...Map.groupBy(refs.keys(), (i) => refs[i].traceId)]
  await mapAtOnce(wanted, async ([traceId, indices]) => {
    signal.throwIfAborted()
    const resolve = await resolverOf(traceId, readTrace, signal)
    for (const i of indices) answers[i] = resolve(refs[i])
  })
  return answers
}

async function resolverOf(
  traceId: TraceId,
  readTrace: (id: TraceId) => Promise<SpanBatch>,
  signal: AbortSignal,
): Promise<(ref: SpanRef) => Resolution> {
  let batch: SpanBatch
  try {
    batch = await readTrace(traceId)
  } catch (error) {
    if (signal.aborted) throw error
    const why = absenceOf(error)
    return (ref) => ({ ref, span: null, why })
  }
  const spans = groupByTrace(batch).get(traceId)
  if (!spans) return (ref) => ({ ref, span: null, why: NOT_FOUND })
  const trace = headOfTrace(batch, spans)
  const indexOf = new Map<string, number>()
  for (const i of spans) {
    const id = spanIdAt(batch.spanIds, i)
    if (!indexOf.has(id)) indexOf.set(id, i)
  }
  return (ref) => {
    const i = indexOf.get(ref.spanId)
    return i === undefined
      ? { ref, span: null, why: { reason: 'span not in its trace' } }
      : { ref, span: { ...summariseSpan(batch, i), trace } }
  }
}

const NOT_FOUND: Absence = { reason: 'trace not found', removedBefore: null }

function absenceOf(error: unknown): Absence {
  if (!(error instanceof SourceError)) throw error
  if (error.code === 'notFound') return NOT_FOUND
  const reason = error.code === 'unauthorised' ? 'access denied' : 'source failed'
  return { reason, message: error.message }
}
