import { MalformedExport } from '../store/incoming.ts'
import type { Store } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import type { Encoding } from '../store/incoming.ts'
import { encodingOf, exportAnswer, problemAnswer } from './answers.ts'
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
    const { rejected, notes } = await store.write(
      await readBody(request, maxBodyBytes, share),
      encoding,
    )
    return exportAnswer(encoding, rejected, notes)
  } finally {
    share.release()
  }
}

function problemOf(error: unknown, onError: (error: unknown) => void): ExportProblem {
  if (error instanceof ExportProblem) return error
  if (error instanceof MalformedExport) {
    return new ExportProblem(400, RPC_CODE.invalidArgument, error.message)
  }
  onError(error)
  // A sender keeps what is answered with 503 and tries again; with 500 it would throw the spans away.
  if (error instanceof StoreError) return unavailable(error.message)
  return new ExportProblem(500, RPC_CODE.internal, 'The server failed. Its log says more.')
}
