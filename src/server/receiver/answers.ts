import type { DecodeNote } from '../../model/span-batch.ts'
import { ProtoWriter } from '../../otlp/proto-writer.ts'
import type { Encoding } from '../store/incoming.ts'
import type { ExportProblem } from './problem.ts'

export const CONTENT_TYPES = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
} satisfies Record<Encoding, string>

/** The encoding that a Content-Type names, whatever its parameters; null for another. */
export function encodingOf(contentType: string | null): Encoding | null {
  const essence = (contentType ?? '').split(';')[0].trim().toLowerCase()
  if (essence === CONTENT_TYPES.protobuf) return 'protobuf'
  return essence === CONTENT_TYPES.json ? 'json' : null
}

/** Notes that a partial success quotes; the rest is counted. */
const QUOTED_NOTES = 5

/** ExportTraceServiceResponse, in the request's encoding (opentelemetry-proto trace_service.proto). */
export function exportAnswer(
  encoding: Encoding,
  rejected: number,
  notes: readonly DecodeNote[],
): Response {
  const message = messageOf(notes)
  if (encoding === 'json') {
    const partialSuccess = {
      ...(rejected > 0 && { rejectedSpans: String(rejected) }),
      errorMessage: message,
    }
    return answer(encoding, 200, JSON.stringify(message === '' ? {} : { partialSuccess }))
  }
  const w = new ProtoWriter()
  if (message !== '') {
    w.message(1, () => {
      if (rejected > 0) w.uint(1, rejected)
      w.string(2, message)
    })
  }
  return answer(encoding, 200, w.finish())
}

function messageOf(notes: readonly DecodeNote[]): string {
  const quoted = notes.slice(0, QUOTED_NOTES).map((note) => `${note.path}: ${note.message}`)
  const more = notes.length - quoted.length
  return quoted.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

/** google.rpc.Status, as OTLP/HTTP wants for every 4xx and 5xx. */
export function problemAnswer(encoding: Encoding, problem: ExportProblem): Response {
  const { code, message } = problem
  if (encoding === 'json') {
    return answer(encoding, problem.status, JSON.stringify({ code, message }), problem.headers)
  }
  const w = new ProtoWriter()
  w.uint(1, code)
  w.string(2, message)
  return answer(encoding, problem.status, w.finish(), problem.headers)
}

function answer(
  encoding: Encoding,
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body as BodyInit, {
    status,
    headers: { ...headers, 'content-type': CONTENT_TYPES[encoding] },
  })
}
