import { type JsonBatch, decodeJson } from '../../otlp/decode-json.ts'
import { type ProtoBatch, decodeProto } from '../../otlp/decode-proto.ts'
import { MalformedJson } from '../../otlp/parse-json.ts'
import { MalformedProtobuf } from '../../otlp/proto-reader.ts'
import { type Incoming, incomingJson, incomingProto } from '../store/incoming.ts'
import type { Store } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import { type Encoding, encodingOf, exportAnswer, problemAnswer } from './answers.ts'
import type { ByteBudget } from './byte-budget.ts'
import { ExportProblem, RPC_CODE, unavailable } from './problem.ts'
import { readBody } from './read-body.ts'

export interface ReceiverOptions {
  readonly store: Pick<Store, 'write'>
  readonly budget: ByteBudget
  readonly maxBodyBytes: number
  /** Hears of failures that are the server's. */
  readonly onError: (error: unknown) => void
}

export type Receiver = (request: Request) => Promise<Response>

/** OTLP/HTTP traces (opentelemetry.io/docs/specs/otlp). Answers 200 only after the spans are committed. */
export function createReceiver(options: ReceiverOptions): Receiver {
  return async (request) => {
    const encoding = encodingOf(request.headers.get('content-type'))
    try {
      return await receive(request, encoding, options)
    } catch (error) {
      return problemAnswer(encoding ?? 'json', problemOf(error, options.onError))
    }
  }
}

async function receive(
  request: Request,
  encoding: Encoding | null,
  { store, budget, maxBodyBytes }: ReceiverOptions,
): Promise<Response> {
  if (request.method !== 'POST') {
    const message = `Spans are sent with POST, not ${request.method}.`
    throw new ExportProblem(405, RPC_CODE.unimplemented, message, { allow: 'POST' })
  }
  if (!encoding) {
    const sent = request.headers.get('content-type') ?? 'none'
    const message = `Content-Type ${sent} is not supported. Send application/x-protobuf or application/json.`
    throw new ExportProblem(415, RPC_CODE.invalidArgument, message)
  }
  const share = budget.open()
  try {
    const { batch, incoming } = decode(await readBody(request, maxBodyBytes, share), encoding)
    await store.write(incoming)
    return exportAnswer(encoding, batch.rejected, batch.notes)
  } finally {
    share.release()
  }
}

function decode(
  body: Uint8Array,
  encoding: Encoding,
): { batch: JsonBatch | ProtoBatch; incoming: Incoming } {
  try {
    if (encoding === 'protobuf') {
      const batch = decodeProto(body)
      return { batch, incoming: incomingProto(batch) }
    }
    const batch = decodeJson(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return { batch, incoming: incomingJson(batch) }
  } catch (error) {
    const reason = malformation(error)
    if (reason === null) throw error
    const message = `The body is not an ExportTraceServiceRequest in ${encoding}: ${reason}.`
    throw new ExportProblem(400, RPC_CODE.invalidArgument, message)
  }
}

function malformation(error: unknown): string | null {
  if (error instanceof MalformedProtobuf || error instanceof MalformedJson) return error.message
  // What TextDecoder throws.
  return error instanceof TypeError && 'code' in error ? 'it is not valid UTF-8' : null
}

function problemOf(error: unknown, onError: (error: unknown) => void): ExportProblem {
  if (error instanceof ExportProblem) return error
  onError(error)
  // A sender keeps what is answered with 503 and tries again; with 500 it would throw the spans away.
  if (error instanceof StoreError) return unavailable(error.message)
  return new ExportProblem(500, RPC_CODE.internal, 'The server failed. Its log says more.')
}
