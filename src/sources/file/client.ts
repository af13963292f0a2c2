import { joinBytes } from '../../base/join-bytes.ts'
import { inSlices } from '../../base/slices.ts'
import { bytesFromHex } from '../../base/hex.ts'
import {
  SPAN_ID_BYTES,
  type SpanId,
  type SpanRef,
  type TraceId,
  sameId,
  spanIdAt,
  traceIdAt,
} from '../../model/ids.ts'
import type { Link } from '../../model/span.ts'
import { encodeSpans } from '../../otlp/encode-spans.ts'
import { askedOf } from '../every-trace.ts'
import { refuseUnsearchable } from '../searchable.ts'
import {
  type BacklinkPage,
  type LinksToQuery,
  type Resolution,
  SourceError,
  type TraceSource,
} from '../source.ts'
import { FILE_CAPABILITIES } from './capabilities.ts'
import { attributeKeysIn, attributeValuesIn, operationsIn, servicesIn } from './catalogue.ts'
import type { DecodedFile } from './decoded-file.ts'
import { linkMapIn } from './link-map.ts'
import { searchIndex } from './search.ts'
import { TraceIndex } from './trace-index.ts'

export interface FileSourceOptions {
  readonly id?: string
  readonly name?: string
  readonly signal: AbortSignal
}

/** What is in all files together. */
export interface FileContents {
  readonly traces: number
  readonly spans: number
  /** Spans left out since an equal one is there. */
  readonly copies: number
  /** Where there is but one trace. */
  readonly onlyTrace: TraceId | null
}

export interface FileSource extends TraceSource {
  readonly contents: FileContents
}

/**
 * Files as one source, answered where this runs, in the page or in a worker: nothing is sent anywhere. Traces are merged by
 * id across files. It is made of what `readFile` gave; with more files make it anew.
 */
export async function fileSource(
  files: readonly DecodedFile[],
  { id = 'files', name = 'files', signal }: FileSourceOptions,
): Promise<FileSource> {
  const index = await inSlices(TraceIndex.of(files), signal)
  return {
    id,
    name,
    capabilities: FILE_CAPABILITIES,
    contents: contentsOf(index),
    listServices: async () => servicesIn(index),
    listOperations: async (service) => operationsIn(index, service),
    listAttributeKeys: (service, signal) => inSlices(attributeKeysIn(index, service), signal),
    listAttributeValues: (key, service, signal) =>
      inSlices(attributeValuesIn(index, key, service), signal),
    async searchTraces(query, signal) {
      refuseUnsearchable(query, FILE_CAPABILITIES)
      return inSlices(searchIndex(index, askedOf(query)), signal)
    },
    async fetchTrace(traceId, signal) {
      const spans = index.traces.get(traceId)
      if (!spans) throw new SourceError('notFound', 'No open file holds this trace.')
      const bytes = await inSlices(encoded(index, spans), signal)
      return { bytes, encoding: 'otlp-protobuf' }
    },
    async resolveSpans(refs, signal) {
      signal.throwIfAborted()
      return refs.map((ref) => resolve(index, ref))
    },
    findSpan: async (id) => tracesOfSpan(index, id).map((traceId) => ({ traceId, spanId: id })),
    findLinksTo: async (query) => linksPage(index, query),
    async countLinksTo(traceId) {
      const counts = new Map<SpanId, number>()
      for (const { link } of index.linksTo(traceId)) {
        const target = spanIdAt(index.batch.linkSpanIds, link)
        counts.set(target, (counts.get(target) ?? 0) + 1)
      }
      return counts
    },
    mapLinks: (scope, signal) => inSlices(linkMapIn(index, scope), signal),
  }
}

function contentsOf({ batch, traces }: TraceIndex): FileContents {
  let spans = 0
  for (const { length } of traces.values()) spans += length
  const [onlyTrace = null] = traces.size === 1 ? traces.keys() : []
  return { traces: traces.size, spans, copies: batch.length - spans, onlyTrace }
}

function tracesOfSpan({ batch }: TraceIndex, id: SpanId): TraceId[] {
  const bytes = bytesFromHex(id)
  const traces = new Set<TraceId>()
  if (!bytes) return []
  for (let i = 0; i < batch.length; i++) {
    if (sameId(batch.spanIds, i, bytes, 0, SPAN_ID_BYTES)) traces.add(traceIdAt(batch.traceIds, i))
  }
  return [...traces]
}

const SPANS_A_SLICE = 200

/** The spans as one document: protobuf messages one after the other are one message. */
function* encoded({ batch }: TraceIndex, spans: Uint32Array): Generator<void, ArrayBuffer> {
  const parts: Uint8Array[] = []
  for (let from = 0; from < spans.length; from += SPANS_A_SLICE) {
    const slice = spans.subarray(from, from + SPANS_A_SLICE)
    parts.push(encodeSpans(Array.from(slice, (i) => batch.span(i))))
    yield
  }
  return joinBytes(parts).buffer
}

function resolve(index: TraceIndex, ref: SpanRef): Resolution {
  const found = index.find(ref)
  if (found !== null) return { ref, span: index.summarise(found) }
  const why = index.traces.has(ref.traceId)
    ? ({ reason: 'span not in its trace' } as const)
    : ({ reason: 'trace not found', removedBefore: null } as const)
  return { ref, span: null, why }
}

/** A cursor is how many links came before. */
function linksPage(index: TraceIndex, query: LinksToQuery): BacklinkPage {
  const { batch } = index
  const from = query.cursor === null ? 0 : Number(query.cursor)
  if (!Number.isSafeInteger(from) || from < 0) {
    throw new SourceError('badQuery', 'The cursor is none that this source gave.')
  }
  const all = index.linksTo(query.traceId, query.spanId)
  const to = Math.min(from + query.limit, all.length)
  // A span with thousands of links into one trace is decoded once a page, not once a link.
  const decoded = new Map<number, readonly Link[]>()
  const linksOf = (span: number) => {
    let links = decoded.get(span)
    if (!links) decoded.set(span, (links = batch.links(span, 0, Infinity)))
    return links
  }
  return {
    backlinks: all
      .slice(from, to)
      .map(({ span, at }) => ({ from: index.summarise(span), link: linksOf(span)[at] })),
    total: all.length,
    cursor: to < all.length ? String(to) : null,
  }
}
