import { IdIndex, NONE } from '../../model/id-index.ts'
import {
  SPAN_ID_BYTES,
  type SpanId,
  type SpanRef,
  TRACE_ID_BYTES,
  type TraceId,
  isZero,
  spanIdAt,
  traceIdAt,
} from '../../model/ids.ts'
import { bytesFromHex, hexOf } from '../../base/hex.ts'
import { joinBatches } from '../../model/join-batches.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { headOfTrace, summariseSpan } from '../../model/summarise.ts'
import type { SpanSummary, TraceHead } from '../../model/summary.ts'
import { groupByTrace } from '../../model/trace-builder.ts'
import { encodeResource, encodeScope, encodeSpan } from '../../otlp/encode-proto.ts'
import type { DecodedFile } from './decoded-file.ts'

/** A link of the index: number `link` of all, of the span `span`, there number `at`. */
export interface IndexedLink {
  readonly link: number
  readonly span: number
  readonly at: number
}

/**
 * The spans of all files: traces by id, across files, and who links to them. Which file was opened first makes no
 * difference: files count in the order of their names, a span that stands in several of them is there once, and one that
 * differs from another with its ids is kept beside it.
 */
export class TraceIndex {
  readonly batch: SpanBatch
  /** In the order of the files. */
  readonly traces: ReadonlyMap<TraceId, Uint32Array>
  readonly #linksTo: ReadonlyMap<string, readonly IndexedLink[]>
  readonly #finders = new Map<TraceId, IdIndex>()
  readonly #heads = new Map<TraceId, TraceHead>();

  /** Long for many spans; yields now and then. */
  static *of(files: readonly DecodedFile[]): Generator<void, TraceIndex> {
    const ordered = [...files].sort(byContent)
    const batch = joinBatches(ordered.map((file) => file.batch))
    yield
    const traces = new Map<TraceId, Uint32Array>()
    let done = 0
    for (const [id, spans] of groupByTrace(batch)) {
      traces.set(id, withoutCopies(batch, spans))
      if ((done += spans.length) > SPANS_A_SLICE) {
        done = 0
        yield
      }
    }
    const linksTo = new Map<string, IndexedLink[]>()
    for (const spans of traces.values()) {
      addLinks(batch, spans, linksTo)
      if ((done += spans.length) > SPANS_A_SLICE) {
        done = 0
        yield
      }
    }
    return new TraceIndex(batch, traces, linksTo)
  }

  private constructor(
    batch: SpanBatch,
    traces: ReadonlyMap<TraceId, Uint32Array>,
    linksTo: ReadonlyMap<string, readonly IndexedLink[]>,
  ) {
    this.batch = batch
    this.traces = traces
    this.#linksTo = linksTo
  }

  /** The first span with this reference, or null. */
  find({ traceId, spanId }: SpanRef): number | null {
    const spans = this.traces.get(traceId)
    const wanted = bytesFromHex(spanId)
    if (!spans || wanted?.length !== SPAN_ID_BYTES) return null
    let finder = this.#finders.get(traceId)
    if (!finder) {
      this.#finders.set(traceId, (finder = new IdIndex(this.batch.spanIds, spans)))
    }
    const at = finder.first(wanted, 0)
    return at === NONE ? null : spans[at]
  }

  /** A span with what its trace is. */
  summarise(index: number): SpanSummary {
    const span = summariseSpan(this.batch, index)
    const { traceId } = span.ref
    let trace = this.#heads.get(traceId)
    if (!trace) {
      trace = headOfTrace(this.batch, this.traces.get(traceId) ?? Uint32Array.of(index))
      this.#heads.set(traceId, trace)
    }
    return { ...span, trace }
  }

  /** Links to any span of a trace, or to one span, by the span that they point to. */
  linksTo(traceId: TraceId, spanId: SpanId | null = null): readonly IndexedLink[] {
    const all = this.#linksTo.get(traceId) ?? []
    if (spanId === null) return all
    return all.filter(({ link }) => spanIdAt(this.batch.linkSpanIds, link) === spanId)
  }
}

const SPANS_A_SLICE = 5000

/** By name; of one name by content, so that it does not matter which was chosen first. */
function byContent(a: DecodedFile, b: DecodedFile): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.size - b.size || a.digest - b.digest
}

/** The spans without those that are equal, with all that is around them, to one before. */
function withoutCopies(batch: SpanBatch, spans: Uint32Array): Uint32Array {
  const first = new IdIndex(batch.spanIds, spans)
  const contents = new Map<number, Set<string>>()
  const contentOf = (index: number) => {
    const span = batch.span(index)
    const { resource, scope } = span
    const parts = [encodeSpan(span), encodeResource(resource), encodeScope(scope)]
    return [...parts.map((part) => hexOf(part)), resource.schemaUrl, scope.schemaUrl].join()
  }
  return spans.filter((index, at) => {
    const original = first.first(batch.spanIds, index * SPAN_ID_BYTES)
    if (original === at) return true
    let known = contents.get(original)
    if (!known) contents.set(original, (known = new Set([contentOf(spans[original])])))
    const content = contentOf(index)
    if (known.has(content)) return false
    known.add(content)
    return true
  })
}

function addLinks(batch: SpanBatch, spans: Uint32Array, linksTo: Map<string, IndexedLink[]>): void {
  for (const span of spans) {
    const first = batch.linkOffset[span]
    for (let link = first; link < batch.linkOffset[span + 1]; link++) {
      const from = link * TRACE_ID_BYTES
      // An invalid target can't be asked for.
      if (isZero(batch.linkTraceIds, from, from + TRACE_ID_BYTES)) continue
      const target = traceIdAt(batch.linkTraceIds, link)
      const entry = { link, span, at: link - first }
      const known = linksTo.get(target)
      if (known) known.push(entry)
      else linksTo.set(target, [entry])
    }
  }
}
