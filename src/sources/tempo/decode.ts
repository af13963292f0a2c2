import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeJsonObject } from '../../otlp/decode-json.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import { resourceSpansOf } from '../../otlp/json-envelope.ts'
import { MalformedJson, isObject, parseExactJson, stringOf } from '../../otlp/parse-json.ts'
import { ProtoReader } from '../../otlp/proto-reader.ts'
import { readString } from '../../otlp/proto-values.ts'

/*
 * Traces by id. Version 1 of the API sends the trace (as JSON with other names and ids in base64), version 2 puts it into a
 * message that also says when it is only a part of it (tempopb, TraceByIDResponse).
 */

const PARTIAL = 1

/** What is said of a trace of which only a part came; decoders put it into a note. */
export const PARTIAL_PATH = 'trace'

/** JSON of both versions. @throws MalformedJson */
export function decodeTempoJson(bytes: Uint8Array): SpanBatch {
  const document = parseExactJson(new TextDecoder().decode(bytes))
  if (!isObject(document)) throw new MalformedJson('the document is not a JSON object')
  const batch = decodeJsonObject({ resourceSpans: resourceSpansOf(document) ?? [] })
  const partial = document.status === 'PARTIAL' || document.status === PARTIAL
  return partial ? withPartialNote(batch, stringOf(document.message)) : batch
}

/** Protobuf of version 2. @throws MalformedProtobuf */
export function decodeTempoProto(bytes: Uint8Array): SpanBatch {
  const { trace, partial, message } = readTraceById(bytes)
  const batch = decodeProto(trace)
  return partial ? withPartialNote(batch, message) : batch
}

interface TraceById {
  readonly trace: Uint8Array
  readonly partial: boolean
  readonly message: string
}

function readTraceById(bytes: Uint8Array): TraceById {
  const reader = new ProtoReader(bytes)
  const end = bytes.length
  let trace = bytes.subarray(0, 0)
  let partial = false
  let message = ''
  while (reader.next(end)) {
    if (reader.field === 1) {
      const stop = reader.span(end)
      trace = bytes.subarray(reader.pos, stop)
      reader.pos = stop
    } else if (reader.field === 3) partial = reader.uint32(end) === PARTIAL
    else if (reader.field === 4) message = readString(reader, end)
    else reader.skip(end)
  }
  return { trace, partial, message }
}

function withPartialNote(batch: SpanBatch, message: string): SpanBatch {
  const note = {
    path: PARTIAL_PATH,
    message: message || 'the source sent only a part of the trace',
  }
  return { ...batch, notes: [note, ...batch.notes] }
}

/** The source's words when it sent only a part of the trace; null: all of it came. */
export function partialNote({ notes }: SpanBatch): string | null {
  return notes.find(({ path }) => path === PARTIAL_PATH)?.message ?? null
}
