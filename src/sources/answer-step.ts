import type { TraceId } from '../model/ids.ts'
import type { Failure } from '../model/link-graph/link-graph.ts'
import type { Answer, Step, TraceOutline } from '../model/link-graph/step.ts'
import { type EncodedTrace, type ScanProgress, SourceError, type TraceSource } from './source.ts'

/** Links to a trace that one request asks for. */
export const LINKS_TO_PAGE = 500

/** Makes an outline of what the source sent; in a worker where there is one. */
export type Outliner = (
  encoded: EncodedTrace,
  traceId: TraceId,
  signal: AbortSignal,
) => Promise<TraceOutline>

/** Reads a trace in short. */
export type ReadOutline = (traceId: TraceId, signal: AbortSignal) => Promise<TraceOutline>

/** Reads traces from a source, each as often as it is asked for. */
export function readOutline(source: TraceSource, outline: Outliner): ReadOutline {
  return async (traceId, signal) =>
    outline(await source.fetchTrace(traceId, signal), traceId, signal)
}

/** Asks a source what a link graph wants to know. A failure is an answer too; it throws only when it is aborted. */
export async function answerStep(
  source: TraceSource,
  read: ReadOutline,
  step: Step,
  signal: AbortSignal,
  onProgress?: (progress: ScanProgress) => void,
): Promise<Answer> {
  try {
    switch (step.kind) {
      case 'read':
        return { step, outline: await read(step.traceId, signal) }
      case 'resolve':
        return { step, spans: await source.resolveSpans(step.refs, signal) }
      case 'links to': {
        const { traceId, cursor, near } = step
        const query = { traceId, spanId: null, cursor, limit: LINKS_TO_PAGE }
        const known = near === null ? query : { ...query, near }
        const page = await source.findLinksTo(known, signal, onProgress)
        const { backlinks, searched = null } = page
        return { step, page: { backlinks, cursor: page.cursor, searched } }
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    return { step, failure: failureOf(error) }
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof SourceError) return { code: error.code, message: error.message }
  return { code: 'malformed', message: 'The source’s answer could not be read.' }
}
