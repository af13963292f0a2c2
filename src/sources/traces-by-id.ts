import { summariseTrace } from '../model/summarise.ts'
import type { TraceSummary } from '../model/summary.ts'
import { groupByTrace } from '../model/trace-builder.ts'
import { decodeTraces } from './decode.ts'
import { COMPARE } from './found-traces.ts'
import { mapAtOnce } from './map-at-once.ts'
import {
  SourceError,
  type TraceQuery,
  type TraceSearch,
  type TraceSource,
  type SearchProgress,
} from './source.ts'

/**
 * Answers {@link TraceQuery.traceIds} by reading the traces, for sources that tell nothing smaller by ids. What is not there is
 * left out; what can't be read is left out and said, and thrown where nothing could be.
 */
export async function tracesById(
  { fetchTrace }: Pick<TraceSource, 'fetchTrace'>,
  { traceIds = [], limit, sort }: TraceQuery,
  signal: AbortSignal,
  onProgress?: (progress: SearchProgress) => void,
): Promise<TraceSearch> {
  const found: TraceSummary[] = []
  const failures: Error[] = []
  const wanted = [...new Set(traceIds)]
  let done = 0
  const answer = (): TraceSearch => ({
    traces: found.toSorted(COMPARE[sort]).slice(0, limit),
    more: found.length > limit,
    ...(failures.length > 0 && {
      unread: `${failures.length} of ${wanted.length} traces could not be read: ${failures[0].message}`,
    }),
  })
  await mapAtOnce(wanted, async (traceId) => {
    signal.throwIfAborted()
    try {
      const { bytes, encoding } = await fetchTrace(traceId, signal)
      const batch = decodeTraces(bytes, encoding)
      const spans = groupByTrace(batch).get(traceId)
      if (spans) found.push(summariseTrace(batch, spans))
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof SourceError)) throw error
      if (error.code !== 'notFound') failures.push(error)
    }
    done++
    onProgress?.({ found: answer(), done, of: wanted.length, settled: false })
  })
  if (found.length === 0 && failures.length > 0) throw failures[0]
  return answer()
}
