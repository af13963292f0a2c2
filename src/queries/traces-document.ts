import type { TraceId } from '../model/ids.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import type { TraceHost } from './trace-host.ts'

export interface TracesDocument {
  /** OTLP JSON, in parts: many traces are longer than a string may be. */
  readonly parts: readonly string[]
  readonly traces: number
  /** Traces that the source has not. */
  readonly missing: number
}

interface Parts {
  readonly source: Pick<TraceSource, 'fetchTrace'>
  readonly traces: Pick<TraceHost, 'json'>
}

/** Requests under way. */
const CONCURRENT = 4

/**
 * These traces as one document of OTLP JSON, whole, with all that their senders sent. @throws SourceError when one can't be read for
 * another reason than that it is not there: a document without it would seem to be all
 */
export async function tracesDocument(
  { source, traces }: Parts,
  traceIds: readonly TraceId[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<TracesDocument> {
  // In the order given, whichever answer comes first.
  const texts: (string | null)[] = []
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  let next = 0
  let done = 0
  const work = async () => {
    while (next < traceIds.length) {
      const at = next++
      texts[at] = await textOf(traceIds[at])
      onProgress(++done)
    }
  }
  try {
    await Promise.all(Array.from({ length: CONCURRENT }, work))
  } finally {
    stop.abort()
  }
  const found = texts.filter((text) => text !== null)
  const parts = found.flatMap((text, i) => (i === 0 ? [text] : [',\n', text]))
  return {
    parts: ['{"resourceSpans":[\n', ...parts, '\n]}\n'],
    traces: found.length,
    missing: traceIds.length - found.length,
  }

  async function textOf(traceId: TraceId): Promise<string | null> {
    try {
      const encoded = await source.fetchTrace(traceId, either)
      return await traces.json(encoded, traceId, either)
    } catch (error) {
      if (error instanceof SourceError && error.code === 'notFound') return null
      throw error
    }
  }
}
