import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type TraceId, traceIdAt } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeJson } from '../../otlp/decode-json.ts'
import { decodeProto } from '../../otlp/decode-proto.ts'
import type { RealSource } from './real-source.ts'

/** OTLP requests as a sender sent them, to be sent again, byte for byte, to any number of sources. */
export interface Recording {
  readonly requests: readonly RecordedRequest[]
  /** How many spans each trace has in all requests together. */
  readonly traces: ReadonlyMap<TraceId, number>
}

export interface RecordedRequest {
  readonly contentType: string
  readonly body: Uint8Array<ArrayBuffer>
}

/**
 * Runs a sender against an OTLP/HTTP endpoint that takes everything and keeps it. The sender must have sent all when it
 * returns, uncompressed, as the SDKs do unless told otherwise.
 */
export async function record(send: (endpoint: string) => Promise<unknown>): Promise<Recording> {
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const contentType = request.headers['content-type'] ?? ''
      requests.push({ contentType, body: new Uint8Array(body) })
      // "All taken": an empty message in either encoding.
      response.setHeader('content-type', contentType)
      response.end(contentType.includes('json') ? '{}' : '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { requests, traces: countSpans(requests) }
}

/** A recording of one request: an OTLP document as a sender would send it, JSON if it is text. */
export function recordingOf(document: Uint8Array<ArrayBuffer> | string): Recording {
  const request: RecordedRequest =
    typeof document === 'string'
      ? { contentType: 'application/json', body: new TextEncoder().encode(document) }
      : { contentType: 'application/x-protobuf', body: document }
  return { requests: [request], traces: countSpans([request]) }
}

/** Sends the same bytes to a source and returns once it finds them all. */
export async function replay({ requests, traces }: Recording, source: RealSource): Promise<void> {
  for (const { contentType, body } of requests) {
    const answer = await fetch(`${source.otlpHttp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    })
    const said = await answer.text()
    if (!answer.ok) throw new Error(`${source.name} refused spans: ${answer.status} ${said}`)
  }
  await source.settled(traces)
}

function countSpans(requests: readonly RecordedRequest[]): Map<TraceId, number> {
  const counts = new Map<TraceId, number>()
  for (const { contentType, body } of requests) {
    const batch: SpanBatch = contentType.includes('json')
      ? decodeJson(new TextDecoder().decode(body))
      : decodeProto(body)
    if (batch.notes.length > 0) throw new Error(`a sender sent ${JSON.stringify(batch.notes[0])}`)
    for (let at = 0; at < batch.length; at++) {
      const id = traceIdAt(batch.traceIds, at)
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
}
