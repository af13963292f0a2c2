import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import { SourceFailure } from './failure.ts'

/**
 * The bytes as they come, no faster than they are read. `idle` milliseconds without a byte, while one is waited for, end it; so
 * does the reader. A body that breaks off errs, so that it can't be taken for a whole one.
 */
export function streamedBody(answer: IncomingMessage, idle: number): ReadableStream<Uint8Array> {
  const chunks = chunksOf(answer, idle)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        answer.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

/** The whole body where it has at most `max` bytes, else null. */
export async function shortBody(
  answer: IncomingMessage,
  idle: number,
  max: number,
): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(answer, idle)) {
    size += chunk.length
    // Leaving the loop destroys the answer, and with it the rest.
    if (size > max) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

async function* chunksOf(answer: IncomingMessage, idle: number): AsyncGenerator<Uint8Array> {
  let stalled = false
  const watch = () =>
    setTimeout(() => {
      stalled = true
      answer.destroy()
    }, idle)
  let timer = watch()
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      // A reader that takes its time is not the source's fault.
      clearTimeout(timer)
      yield chunk
      timer = watch()
    }
  } catch {
    throw stalled
      ? new SourceFailure('timeout', `stopped in the middle of its answer for ${idle / 1000} s.`)
      : new SourceFailure('unreachable', 'broke off in the middle of its answer.')
  } finally {
    clearTimeout(timer)
  }
}

const DECODERS: Readonly<Record<string, (bytes: Buffer, max: number) => Promise<Buffer>>> = {
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) => promisify(inflate)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
  zstd: (bytes, maxOutputLength) => promisify(zstdDecompress)(bytes, { maxOutputLength }),
}

/**
 * A body that is to be read here: decompressed, a character a byte, so that it can be written again as it was. Null: longer than
 * `max`, or not to be decompressed.
 */
export async function shortText(
  answer: IncomingMessage,
  idle: number,
  max: number,
): Promise<string | null> {
  const body = await shortBody(answer, idle, max)
  const encoding = (answer.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (body === null || encoding === 'identity') return body && body.toString('latin1')
  const decode = DECODERS[encoding]
  return decode
    ? decode(body, max).then(
        (bytes) => bytes.toString('latin1'),
        () => null,
      )
    : null
}
