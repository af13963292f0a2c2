import { inSlices } from '../base/slices.ts'
import type { Attributes } from '../model/attributes.ts'
import type { Backlink } from '../model/backlink.ts'
import type { TraceId } from '../model/ids.ts'
import type { DecodeNote } from '../model/span-batch.ts'
import type { Link, Span } from '../model/span.ts'
import type { TraceOutline } from '../model/link-graph/step.ts'
import { type TextIndex, indexText } from '../model/text-index.ts'
import type { TraceSummary } from '../model/summary.ts'
import { buildTrace } from '../model/trace-builder.ts'
import { type TraceTable, tableBuffers } from '../model/trace-table.ts'
import { tracesToJson } from '../otlp/json-span.ts'
import { type EncodedTrace, SourceError } from '../sources/source.ts'
import { type FoundTrace, findTrace, outlineSpans, outlineTrace } from '../sources/outline-trace.ts'
import { SharedWork } from './shared-work.ts'
import type { Run, RunOptions } from './worker-channel.ts'

export interface OpenedTrace {
  readonly session: number
  readonly table: TraceTable
  /** What the decoder could not take as it was. */
  readonly notes: readonly DecodeNote[]
  readonly rejected: number
}

/** The worker's side of a trace: keeps the document, so that what the table leaves out can be read from it later. */
export interface TraceHost {
  open(encoded: EncodedTrace, traceId: TraceId): Promise<OpenedTrace>
  /** All of a span but its links, which may be 10,000: they come in pages. */
  span(session: number, row: number): Promise<Span>
  /** The span with all that is around it as OTLP JSON, indented. */
  raw(session: number, row: number): Promise<string>
  links(session: number, row: number, from: number, to: number): Promise<Link[]>
  /** Of the rows `[from, to)`. */
  attributes(session: number, from: number, to: number): Promise<Attributes[]>
  /**
   * The rows that have a text somewhere, ascending. The first question reads all spans, which the empty text does without
   * asking anything; progress says how much of them is read, 0 to 1.
   */
  find(
    session: number,
    text: string,
    signal: AbortSignal,
    onProgress?: (read: number) => void,
  ): Promise<Uint32Array>
  /** The open trace in short. */
  sessionOutline(session: number, signal: AbortSignal): Promise<TraceOutline>
  close(session: number): void
  /** A trace in short; no session is opened. */
  outline(encoded: EncodedTrace, traceId: TraceId, signal: AbortSignal): Promise<TraceOutline>
  /** A trace as the `resourceSpans` of OTLP JSON, without the brackets around them; no session is opened. */
  json(encoded: EncodedTrace, traceId: TraceId, signal: AbortSignal): Promise<string>
}

interface Session extends FoundTrace {
  readonly batchIndex: Uint32Array
  /** Made when it is first asked for. */
  text: SharedWork<TextIndex> | null
}

/** The pure core, the same in a worker and inline. Its answers are made anew, so that they may be transferred. */
export class TraceSessions {
  readonly #sessions = new Map<number, Session>()
  #next = 1

  /** @throws SourceError `malformed`, or `notFound` when the document holds no span of this trace. */
  open(encoded: EncodedTrace, traceId: TraceId): OpenedTrace {
    const found = findTrace(encoded, traceId)
    const { batch, indices } = found
    const { table, batchIndex } = buildTrace(batch, traceId, indices)
    const session = this.#next++
    this.#sessions.set(session, { ...found, batchIndex, text: null })
    return { session, table, notes: batch.notes, rejected: batch.rejected }
  }

  span(session: number, row: number): Span {
    const { batch, batchIndex } = this.#get(session)
    return { ...batch.span(batchIndex[row]), links: [] }
  }

  raw(session: number, row: number): string {
    const { batch, batchIndex } = this.#get(session)
    return JSON.stringify(tracesToJson([batch.span(batchIndex[row])]), null, 2)
  }

  links(session: number, row: number, from: number, to: number): Link[] {
    const { batch, batchIndex } = this.#get(session)
    return batch.links(batchIndex[row], from, to)
  }

  attributes(session: number, from: number, to: number): Attributes[] {
    const { batch, batchIndex } = this.#get(session)
    return Array.from(batchIndex.subarray(from, to), (index) => batch.span(index).attributes)
  }

  /** @throws what `signal` is aborted with; the reading of the spans goes on, for the next question. */
  async find(
    id: number,
    text: string,
    { signal, onProgress }: RunOptions,
  ): Promise<Uint32Array<ArrayBuffer>> {
    const session = this.#get(id)
    session.text ??= new SharedWork(indexText(session.batch, session.batchIndex))
    const index = await session.text.wait(signal, onProgress)
    return inSlices(index.find(text), signal)
  }

  outline(session: number, take: (links: readonly Backlink[]) => void): TraceSummary {
    return outlineSpans(this.#get(session), take)
  }

  close(session: number): void {
    this.#sessions.get(session)?.text?.stop()
    this.#sessions.delete(session)
  }

  #get(session: number): Session {
    const found = this.#sessions.get(session)
    if (!found) throw new SourceError('notFound', 'The trace is no longer open.')
    return found
  }
}

export type TraceAsk =
  | {
      readonly what: 'open' | 'outline' | 'json'
      readonly encoded: EncodedTrace
      readonly traceId: TraceId
    }
  | { readonly what: 'span' | 'raw'; readonly session: number; readonly row: number }
  | {
      readonly what: 'links'
      readonly session: number
      readonly row: number
      readonly from: number
      readonly to: number
    }
  | {
      readonly what: 'attributes'
      readonly session: number
      readonly from: number
      readonly to: number
    }
  | { readonly what: 'find'; readonly session: number; readonly text: string }
  | { readonly what: 'session outline' | 'close'; readonly session: number }

/** The core behind a channel, with no session open yet. */
export function traceRunner(): Run<TraceAsk> {
  const sessions = new TraceSessions()
  return (ask, how) => {
    switch (ask.what) {
      case 'open': {
        const value = sessions.open(ask.encoded, ask.traceId)
        return { value, transfer: tableBuffers(value.table) }
      }
      case 'outline':
        return { value: outlineTrace(ask.encoded, ask.traceId, how.onProgress) }
      case 'json':
        return { value: resourceSpansText(ask.encoded, ask.traceId) }
      case 'span':
        return { value: sessions.span(ask.session, ask.row) }
      case 'raw':
        return { value: sessions.raw(ask.session, ask.row) }
      case 'links':
        return { value: sessions.links(ask.session, ask.row, ask.from, ask.to) }
      case 'attributes':
        return { value: sessions.attributes(ask.session, ask.from, ask.to) }
      case 'find':
        return sessions
          .find(ask.session, ask.text, how)
          .then((rows) => ({ value: rows, transfer: [rows.buffer] }))
      case 'session outline':
        return { value: sessions.outline(ask.session, how.onProgress) }
      case 'close':
        return { value: sessions.close(ask.session) }
    }
  }
}

function resourceSpansText(encoded: EncodedTrace, traceId: TraceId): string {
  const { batch, indices } = findTrace(encoded, traceId)
  const { resourceSpans } = tracesToJson(Array.from(indices, (i) => batch.span(i)))
  return JSON.stringify(resourceSpans).slice(1, -1)
}
