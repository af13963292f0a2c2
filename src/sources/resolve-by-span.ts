import { type SpanRef, type TraceId, spanKey } from '../model/ids.ts'
import type { SpanBatch } from '../model/span-batch.ts'
import { summariseSpan } from '../model/summarise.ts'
import type { Resolution } from './source.ts'

/**
 * Resolves spans from those that one question found together, for sources that find spans by their ids. For the missing it
 * asks which of their traces there are at all.
 */
export async function resolveBySpan(
  refs: readonly SpanRef[],
  batch: SpanBatch,
  knownOf: (ids: readonly TraceId[]) => Promise<ReadonlySet<TraceId>>,
): Promise<Resolution[]> {
  const found = new Map(
    Array.from({ length: batch.length }, (_, i) => summariseSpan(batch, i)).map((span) => [
      spanKey(span.ref),
      span,
    ]),
  )
  const missing = refs.filter((ref) => !found.has(spanKey(ref))).map(({ traceId }) => traceId)
  const known: ReadonlySet<TraceId> =
    missing.length === 0 ? new Set() : await knownOf([...new Set(missing)])
  return refs.map((ref): Resolution => {
    const span = found.get(spanKey(ref))
    if (span) return { ref, span }
    return known.has(ref.traceId)
      ? { ref, span: null, why: { reason: 'span not in its trace' } }
      : { ref, span: null, why: { reason: 'trace not found', removedBefore: null } }
  })
}
