import type { TraceId } from '../model/ids.ts'
import type { TraceOutline } from '../model/link-graph/step.ts'
import { type Outliner, type ReadOutline, readOutline } from '../sources/answer-step.ts'
import type { TraceSource } from '../sources/source.ts'
import type { TraceSession } from './trace-session.ts'

/** What it needs of an explorer. */
interface Explored {
  readonly source: TraceSource
  readonly traces: { readonly outline: Outliner }
  openedTrace(traceId: TraceId): Promise<TraceSession> | null
}

/** Reads traces in short: one that is open, or being opened, is not asked for a second time. */
export function outlineReader(explorer: Explored): ReadOutline {
  const { source, traces } = explorer
  const read = readOutline(source, traces.outline)
  return async (traceId, signal) => {
    const opened = explorer.openedTrace(traceId)
    return (opened && (await outlineOf(opened, signal))) ?? read(traceId, signal)
  }
}

/** Null where it could not be opened, or is closed meanwhile. */
async function outlineOf(
  opened: Promise<TraceSession>,
  signal: AbortSignal,
): Promise<TraceOutline | null> {
  try {
    return await (await opened).outline(signal)
  } catch {
    signal.throwIfAborted()
    return null
  }
}
