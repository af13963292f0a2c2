import { joinBytes } from '../../base/join-bytes.ts'
import { SourceError } from '../source.ts'

/** RFC 1952, 2.3.1. */
export const GZIP = [0x1f, 0x8b]
/** RFC 8878, 3.1.1: the magic number, little-endian. */
export const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]

export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte)
}

/** Chunks in, chunks out: what a DecompressionStream is. */
export type Decompressor = ReadableWritablePair<Uint8Array, Uint8Array>

/** What the platform offers. @throws SourceError `unsupported` where it lacks a format */
export function nativeDecompressor(format: 'gzip' | 'zstd'): Decompressor {
  try {
    return new DecompressionStream(format as CompressionFormat) as unknown as Decompressor
  } catch (error) {
    throw new SourceError(
      'unsupported',
      `This browser can’t decompress ${format}. Decompress the file first, and open the result.`,
      { cause: error },
    )
  }
}

export interface Read {
  readonly bytes: Uint8Array
  /** Why it broke off before its end; null: it did not. */
  readonly broken: string | null
}

/**
 * All bytes of a stream. The limit is checked while they come, so that a bomb costs no more than the limit.
 * @throws SourceError `tooLarge`, or what `signal` is aborted with
 */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Read> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let broken: string | null = null
  try {
    for (;;) {
      signal.throwIfAborted()
      const chunk = await reader.read().catch((error: unknown) => {
        broken = error instanceof Error ? error.message : String(error)
        return null
      })
      if (!chunk || chunk.done) break
      size += chunk.value.length
      if (size > maxBytes) throw tooLarge(maxBytes)
      chunks.push(chunk.value)
    }
  } finally {
    // Whatever ended the reading, nothing more is wanted; a stream that failed says so again, which is no news.
    reader.cancel().catch(() => {})
  }
  return { bytes: chunks.length === 1 ? chunks[0] : joinBytes(chunks), broken }
}

export function readDecompressed(
  bytes: Uint8Array,
  decompressor: Decompressor,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Read> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
  return readAll(source.pipeThrough(decompressor), maxBytes, signal)
}

function tooLarge(maxBytes: number): SourceError {
  const limit = `${Math.floor(maxBytes / (1024 * 1024))} MiB`
  return new SourceError(
    'tooLarge',
    `The file holds more than ${limit}, decompressed. Split it, or send it to a server.`,
  )
}
