import { inSlices } from '../../base/slices.ts'
import { SourceError } from '../source.ts'
import { decodeFile } from './decode-file.ts'
import type { DecodedFile } from './decoded-file.ts'
import {
  type Decompressor,
  GZIP,
  type Read,
  ZSTD,
  nativeDecompressor,
  readAll,
  readDecompressed,
  startsWith,
} from './decompress.ts'
import { LENGTH_BYTES, framesOf } from './proto-records.ts'

/** A file as the browser gives it: `File` is one. */
export interface FileLike {
  readonly name: string
  stream(): ReadableStream<Uint8Array>
}

export interface ReadFileOptions {
  readonly signal: AbortSignal
  /** Of the file and of what it holds decompressed. */
  readonly maxBytes?: number
  /** Instead of the platform's own, which has no zstd everywhere. */
  readonly decompressor?: (format: 'gzip' | 'zstd') => Decompressor
}

/** Somewhat less than the longest string of today's engines, so that a file can be one JSON document. */
export const MAX_FILE_BYTES = 500 * 1024 * 1024

/**
 * Reads, decompresses and decodes one file, in slices. What can't be read in it is listed, the rest is taken.
 * @throws SourceError `malformed` when nothing can be read, `tooLarge`, `unsupported` for zstd where the platform lacks it
 */
export async function readFile(file: FileLike, options: ReadFileOptions): Promise<DecodedFile> {
  const { bytes, broken } = await unpack(file, options)
  try {
    const decoded = await inSlices(decodeFile(file.name, bytes), options.signal)
    if (broken === null) return decoded
    const note = { path: '', message: `the file breaks off (${broken}); what came before is shown` }
    return { ...decoded, notes: [note, ...decoded.notes] }
  } catch (error) {
    if (broken === null || !(error instanceof SourceError)) throw error
    throw new SourceError('malformed', `The file can’t be read: ${broken}.`, { cause: error })
  }
}

async function unpack(file: FileLike, options: ReadFileOptions): Promise<Read> {
  const { signal, maxBytes = MAX_FILE_BYTES, decompressor = nativeDecompressor } = options
  const raw = await readAll(file.stream(), maxBytes, signal)
  if (raw.broken !== null) {
    throw new SourceError('unreachable', `The file can’t be read: ${raw.broken}.`)
  }
  const { bytes } = raw
  for (const [format, magic] of [
    ['gzip', GZIP],
    ['zstd', ZSTD],
  ] as const) {
    if (startsWith(bytes, magic)) {
      return readDecompressed(bytes, decompressor(format), maxBytes, signal)
    }
  }
  return unpackRecords(bytes, options)
}

/** The collector's file exporter compresses each record by itself: here they become records of what they hold. */
async function unpackRecords(bytes: Uint8Array, options: ReadFileOptions): Promise<Read> {
  const { signal, maxBytes = MAX_FILE_BYTES, decompressor = nativeDecompressor } = options
  const frames = framesOf(bytes)
  const isPacked = (frame: Uint8Array) => startsWith(frame, ZSTD)
  const first = frames?.[0]
  if (!frames || !first || !isPacked(bytes.subarray(first.from, first.to))) {
    return { bytes, broken: null }
  }
  const records: Uint8Array[] = []
  let left = maxBytes
  for (const { from, to, cut } of frames) {
    let record = bytes.subarray(from, to)
    if (isPacked(record) && !cut) {
      const read = await readDecompressed(record, decompressor('zstd'), left, signal)
      // A broken one stays as it is, and is listed when it is decoded.
      if (read.broken === null && read.bytes.length > 0) record = read.bytes
    }
    left -= record.length
    records.push(record)
  }
  return { bytes: framed(records), broken: null }
}

function framed(records: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(records.reduce((sum, record) => sum + LENGTH_BYTES + record.length, 0))
  const view = new DataView(all.buffer)
  let at = 0
  for (const record of records) {
    view.setUint32(at, record.length)
    all.set(record, at + LENGTH_BYTES)
    at += LENGTH_BYTES + record.length
  }
  return all
}
