import type { Attributes } from '../model/attributes.ts'
import type { TraceId } from '../model/ids.ts'
import type { TraceOutline } from '../model/link-graph/step.ts'
import type { DecodeNote } from '../model/span-batch.ts'
import type { Link, Span } from '../model/span.ts'
import type { TraceTable } from '../model/trace-table.ts'
import type { Explorer } from './explorer.ts'

/** An open trace: its table here, the rest of its spans in the worker. */
export interface TraceSession {
  /** Unique in its Explorer; a trace that is read again gets a new one. */
  readonly id: number
  readonly table: TraceTable
  readonly notes: readonly DecodeNote[]
  readonly rejected: number
  /** All of a span but its links. */
  span(row: number): Promise<Span>
  /** The span as OTLP JSON, indented. */
  raw(row: number): Promise<string>
  /** The links `[from, to)` of one row. */
  links(row: number, from: number, to: number): Promise<Link[]>
  /** Of the rows `[from, to)`. */
  attributes(from: number, to: number): Promise<Attributes[]>
  /** The rows that have a text somewhere, ascending; progress says how much of the spans is read, 0 to 1. */
  find(text: string, signal: AbortSignal, onProgress?: (read: number) => void): Promise<Uint32Array>
  /** All of it in short, with the links that its spans carry. */
  outline(signal: AbortSignal): Promise<TraceOutline>
  close(): void
}

export async function openTrace(
  { source, traces }: Pick<Explorer, 'source' | 'traces'>,
  traceId: TraceId,
  signal: AbortSignal,
): Promise<TraceSession> {
  const { session, table, notes, rejected } = await traces.open(
    await source.fetchTrace(traceId, signal),
    traceId,
  )
  // A reading that was cancelled meanwhile has no owner who would close it.
  if (signal.aborted) {
    traces.close(session)
    signal.throwIfAborted()
  }
  return {
    id: session,
    table,
    notes,
    rejected,
    span: (row) => traces.span(session, row),
    raw: (row) => traces.raw(session, row),
    links: (row, from, to) => traces.links(session, row, from, to),
    attributes: (from, to) => traces.attributes(session, from, to),
    find: (text, signal, onProgress) => traces.find(session, text, signal, onProgress),
    outline: (signal) => traces.sessionOutline(session, signal),
    close: () => traces.close(session),
  }
}
