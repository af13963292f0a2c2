import { SPAN_ID_BYTES, TRACE_ID_BYTES, isZero } from '../model/ids.ts'
import { type SpanBatch, SpanColumns, enumByte } from '../model/span-batch.ts'
import { serviceOf } from '../model/span.ts'
import {
  EMPTY,
  EVENT_WIRES,
  type Envelope,
  LINK_WIRES,
  type SpanSurroundings,
  SPAN,
  SPAN_WIRES,
  STATUS_WIRES,
  decodeEnvelope,
  decodeLinks,
  decodeResource,
  decodeSpan,
} from './decode-span.ts'
import { MalformedProtobuf, ProtoReader } from './proto-reader.ts'
import { checkKeyValue, readBytes, readString } from './proto-values.ts'

/** Where the parts of a span lie in the document. */
export interface ProtoBatch extends SpanBatch {
  /** The encoded Span message as it came. */
  spanBytes(index: number): Uint8Array
  envelope(index: number): Envelope
}

/**
 * Decodes TracesData or ExportTraceServiceRequest (one wire shape) into columns, keeping where each span lies.
 * @throws MalformedProtobuf when the document itself is broken; a broken span in a sound one is rejected with a note.
 */
export function decodeProto(bytes: Uint8Array): ProtoBatch {
  const reader = new ProtoReader(bytes)
  const columns = new SpanColumns()
  const envelopes: Envelope[] = []
  const surroundings: SpanSurroundings[] = []
  const envelopeOf: number[] = []
  const from: number[] = []
  const to: number[] = []

  let r = 0
  while (reader.next(bytes.length)) {
    if (reader.field !== 1) {
      reader.skip(bytes.length)
      continue
    }
    const end = reader.span(bytes.length)
    // What is empty has no spans; a document of nothing else would take long.
    if (reader.pos < end) readResourceSpans(end, r)
    r++
    reader.pos = end
  }
  const spanBytes = (index: number) => bytes.subarray(from[index], to[index])
  return Object.assign(
    columns.finish({
      span: (index) => decodeSpan(spanBytes(index), surroundings[envelopeOf[index]]),
      links: (index, first, last) => decodeLinks(spanBytes(index), first, last),
    }),
    { spanBytes, envelope: (index: number) => envelopes[envelopeOf[index]] },
  )

  /** The resource may come after its spans on the wire, so it is looked for first. */
  function readResourceSpans(end: number, r: number): void {
    const begin = reader.pos
    let resource: Uint8Array = EMPTY
    let schemaUrl = ''
    while (reader.next(end)) {
      if (reader.field === 1) resource = readBytes(reader, end)
      else if (reader.field === 3) schemaUrl = readString(reader, end)
      else reader.skip(end)
    }
    const path = `resourceSpans[${r}]`
    const decoded = guarded(path, () => decodeResource(resource, schemaUrl))
    reader.pos = begin
    if (!decoded) {
      columns.rejected += countAt(reader, end, [2, 2])
      return
    }
    const service = columns.table.add(serviceOf(decoded))
    let s = 0
    while (reader.next(end)) {
      if (reader.field !== 2) {
        reader.skip(end)
        continue
      }
      const stop = reader.span(end)
      if (reader.pos < stop) {
        readScopeSpans(stop, `${path}.scopeSpans[${s}]`, service, {
          resource,
          resourceSchemaUrl: schemaUrl,
        })
      }
      s++
      reader.pos = stop
    }
  }

  function readScopeSpans(
    end: number,
    path: string,
    service: number,
    outer: Pick<Envelope, 'resource' | 'resourceSchemaUrl'>,
  ): void {
    const begin = reader.pos
    let scope: Uint8Array = EMPTY
    let scopeSchemaUrl = ''
    while (reader.next(end)) {
      if (reader.field === 1) scope = readBytes(reader, end)
      else if (reader.field === 3) scopeSchemaUrl = readString(reader, end)
      else reader.skip(end)
    }
    const envelope = { ...outer, scope, scopeSchemaUrl }
    const decoded = guarded(path, () => decodeEnvelope(envelope))
    reader.pos = begin
    if (!decoded) {
      columns.rejected += countAt(reader, end, [2])
      return
    }
    // Kept with the first span alone: there may be more scopes without any than memory has room for.
    let kept = -1
    let k = 0
    while (reader.next(end)) {
      if (reader.field !== 2) {
        reader.skip(end)
        continue
      }
      const stop = reader.span(end)
      const at = reader.pos
      const spanPath = `${path}.spans[${k++}]`
      try {
        if (readSpan(reader, stop, columns, spanPath)) {
          columns.service[columns.length] = service
          columns.commit()
          if (kept < 0) {
            kept = envelopes.push(envelope) - 1
            surroundings.push(decoded)
          }
          envelopeOf.push(kept)
          from.push(at)
          to.push(stop)
        }
      } catch (error) {
        if (!(error instanceof MalformedProtobuf)) throw error
        columns.reject(spanPath, error.message)
      }
      reader.pos = stop
    }
  }

  /** What surrounds spans, or null with a note when it is broken: they can't be shown without it. */
  function guarded<T>(path: string, read: () => T): T | null {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof MalformedProtobuf)) throw error
      columns.note(path, error.message)
      return null
    }
  }
}

/** How many messages there are at the end of a path of field numbers. */
function countAt(reader: ProtoReader, end: number, [field, ...inner]: readonly number[]): number {
  let count = 0
  while (reader.next(end)) {
    if (reader.field !== field) {
      reader.skip(end)
      continue
    }
    const stop = reader.span(end)
    count += inner.length === 0 ? 1 : countAt(reader, stop, inner)
    reader.pos = stop
  }
  return count
}

/** Reads the columns of one span; false, with a note, when its ids can't identify it. */
function readSpan(reader: ProtoReader, end: number, columns: SpanColumns, path: string): boolean {
  columns.reserve()
  const i = columns.length
  const { bytes, pos: begin } = reader
  reader.parts = 0
  let traceOk = false
  let spanOk = false
  while (reader.next(end)) {
    reader.check(SPAN_WIRES)
    if (isHollow(reader.parts, reader.pos - begin)) {
      throw new MalformedProtobuf('attributes, events and links without anything in them', begin)
    }
    switch (reader.field) {
      case SPAN.traceId:
        traceOk = copyId(reader, end, columns.traceIds, i, TRACE_ID_BYTES)
        break
      case SPAN.spanId:
        spanOk = copyId(reader, end, columns.spanIds, i, SPAN_ID_BYTES)
        break
      case SPAN.parentSpanId: {
        const stop = reader.span(end)
        const size = stop - reader.pos
        columns.parentIds.fill(0, i * SPAN_ID_BYTES, (i + 1) * SPAN_ID_BYTES)
        if (size === SPAN_ID_BYTES) {
          columns.parentIds.set(bytes.subarray(reader.pos, stop), i * SPAN_ID_BYTES)
        } else if (size !== 0) {
          columns.note(path, `parent span id has ${size} bytes, not 8; shown without a parent`)
        }
        reader.pos = stop
        break
      }
      case SPAN.name: {
        const stop = reader.span(end)
        columns.name[i] = columns.names.add(bytes, reader.pos, stop)
        reader.pos = stop
        break
      }
      case SPAN.kind:
        columns.kind[i] = enumByte(reader.uint32(end))
        break
      case SPAN.start:
        reader.fixed64Lanes(end, columns.start, i)
        break
      case SPAN.end:
        reader.fixed64Lanes(end, columns.end, i)
        break
      case SPAN.attributes:
        checkKeyValue(reader, end)
        break
      case SPAN.events:
        checkEvent(reader, end)
        break
      case SPAN.links:
        readLinkColumns(reader, end, columns)
        break
      case SPAN.droppedLinks:
        columns.droppedLinks[i] = reader.uint32(end)
        break
      case SPAN.status: {
        const stop = reader.span(end)
        while (reader.next(stop)) {
          reader.check(STATUS_WIRES)
          if (reader.field === 3) columns.status[i] = enumByte(reader.uint32(stop))
          else reader.skip(stop)
        }
        break
      }
      default:
        reader.skip(end)
    }
  }
  if (!traceOk) columns.reject(path, 'trace id is missing, zero or not 16 bytes')
  else if (!spanOk) columns.reject(path, 'span id is missing, zero or not 8 bytes')
  return traceOk && spanOk
}

/**
 * Whether parts are shorter than any part with something in it: two bytes of a document would become fifty of memory. A few that are
 * empty are shown as such.
 */
function isHollow(parts: number, bytes: number): boolean {
  return parts > 100 && parts * 8 > bytes
}

function copyId(
  reader: ProtoReader,
  end: number,
  column: Uint8Array,
  row: number,
  size: number,
): boolean {
  const stop = reader.span(end)
  const from = reader.pos
  reader.pos = stop
  if (stop - from !== size || isZero(reader.bytes, from, stop)) return false
  column.set(reader.bytes.subarray(from, stop), row * size)
  return true
}

function checkEvent(reader: ProtoReader, end: number): void {
  const stop = reader.span(end)
  reader.parts++
  while (reader.next(stop)) {
    reader.check(EVENT_WIRES)
    if (reader.field === 3) checkKeyValue(reader, stop)
    else reader.skip(stop)
  }
}

function readLinkColumns(reader: ProtoReader, end: number, columns: SpanColumns): void {
  const stop = reader.span(end)
  reader.parts++
  const link = columns.addLink()
  let traceOk = false
  let spanOk = false
  while (reader.next(stop)) {
    reader.check(LINK_WIRES)
    if (reader.field === 1) {
      traceOk = copyId(reader, stop, columns.linkTraceIds, link, TRACE_ID_BYTES)
    } else if (reader.field === 2) {
      spanOk = copyId(reader, stop, columns.linkSpanIds, link, SPAN_ID_BYTES)
    } else if (reader.field === 4) checkKeyValue(reader, stop)
    else reader.skip(stop)
  }
  if (!traceOk || !spanOk) {
    columns.linkTraceIds.fill(0, link * TRACE_ID_BYTES, (link + 1) * TRACE_ID_BYTES)
    columns.linkSpanIds.fill(0, link * SPAN_ID_BYTES, (link + 1) * SPAN_ID_BYTES)
  }
}
