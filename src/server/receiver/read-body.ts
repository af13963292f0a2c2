import { Readable, type Transform, pipeline } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib'
import type { BudgetShare } from './byte-budget.ts'
import { ExportProblem, RPC_CODE, unavailable } from './problem.ts'

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
])

/** What a sender may put in Content-Encoding. */
export const CONTENT_ENCODINGS: readonly string[] = [...DECODERS.keys(), 'identity']

/**
 * The decompressed body. The limit holds for it and for what comes over the wire, and is checked while they stream, so that a
 * bomb costs no more than the limit.
 * @throws ExportProblem
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  share: BudgetShare,
): Promise<Uint8Array> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  const decoder = decoderOf(encoding)
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge(maxBytes)
  if (!request.body) return new Uint8Array(0)
  const source = limited(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), maxBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of decoder ? decompressed(source, decoder) : source) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(maxBytes)
      if (!share.take(chunk.length)) throw unavailable('Too many spans are waiting to be stored.')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof ExportProblem) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const message = decoder
      ? `The body is not valid ${encoding}: ${reason}`
      : `The body could not be read: ${reason}`
    throw new ExportProblem(400, RPC_CODE.invalidArgument, message)
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size)
}

function decoderOf(encoding: string): Transform | null {
  if (encoding === 'identity' || encoding === '') return null
  const create = DECODERS.get(encoding)
  if (create) return create()
  const known = CONTENT_ENCODINGS.join(', ')
  throw new ExportProblem(
    415,
    RPC_CODE.invalidArgument,
    `Content-Encoding ${encoding} is not supported. Supported: ${known}.`,
    { 'accept-encoding': known },
  )
}

async function* limited(source: Readable, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

function decompressed(
  source: AsyncIterable<Uint8Array>,
  decoder: Transform,
): AsyncIterable<Uint8Array> {
  // The callback is how pipeline knows that errors are handled: they arrive in the iteration.
  return pipeline(source, decoder, () => {})
}

function tooLarge(maxBytes: number): ExportProblem {
  const limit = `${maxBytes / (1024 * 1024)} MiB`
  return new ExportProblem(
    413,
    RPC_CODE.resourceExhausted,
    `The decompressed body is over ${limit}. Send smaller batches, or start the server with a larger --max-body.`,
    { connection: 'close' },
  )
}
