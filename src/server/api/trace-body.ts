import { decodeSpan } from '../../otlp/decode-span.ts'
import { encodeTraces } from '../../otlp/encode-proto.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import type { StoredSpan } from '../store/trace-reader.ts'

export const PROTOBUF = 'application/x-protobuf'

/** JSON is the default: it is what a person with curl gets. */
export function wantsProtobuf(request: Request): boolean {
  const accept = request.headers.get('accept') ?? ''
  return /application\/(x-|vnd\.google\.)?protobuf/i.test(accept)
}

/** No document of either encoding holds this byte here: whoever reads on finds the document broken. */
const BROKEN_OFF = Uint8Array.of(0)

/**
 * A trace as a stream, a page of spans a chunk: TracesData messages one after the other are one TracesData. When the store fails
 * on the way the status is sent already; the body then ends so that it can't be taken for a whole trace.
 */
export function traceBody(
  pages: Generator<StoredSpan[]>,
  protobuf: boolean,
  tag: string,
  onError: (error: unknown) => void,
): Response {
  const chunks = protobuf ? protoChunks(pages) : jsonChunks(pages)
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      try {
        const next = chunks.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      } catch (error) {
        onError(error)
        controller.enqueue(BROKEN_OFF)
        controller.close()
      }
    },
  })
  return new Response(body, {
    headers: { 'content-type': protobuf ? PROTOBUF : 'application/json', ...keeping(tag) },
  })
}

/** Whether who asks has this very answer (RFC 9110, 13.1.2). */
export function namesTag(request: Request, tag: string): boolean {
  const tags = (request.headers.get('if-none-match') ?? '').split(',')
  return tags.some((given) => given.trim().replace(/^W\//, '') === tag)
}

export function unchanged(tag: string): Response {
  return new Response(null, { status: 304, headers: keeping(tag) })
}

/** A browser keeps a trace and asks each time whether it has grown. */
function keeping(tag: string): Record<string, string> {
  return { etag: tag, 'cache-control': 'no-cache', vary: 'accept' }
}

function* protoChunks(pages: Iterable<StoredSpan[]>): Generator<Uint8Array> {
  for (const page of pages) yield encodeTraces(page)
}

function* jsonChunks(pages: Iterable<StoredSpan[]>): Generator<Uint8Array> {
  const utf8 = new TextEncoder()
  let before = '{"resourceSpans":['
  for (const page of pages) {
    const { resourceSpans } = tracesToJson(page.map((span) => decodeSpan(span.bytes, span.around)))
    const items = JSON.stringify(resourceSpans)
    yield utf8.encode(before + items.slice(1, -1))
    before = ','
  }
  yield utf8.encode(']}')
}
