import { joinBatches } from '../../model/join-batches.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import type { FileFormat } from './families.ts'

/** One file's spans, and what could not be read in it. A record is a line, or a message of a protobuf file. */
export interface DecodedFile {
  readonly name: string
  /** Bytes, decompressed. */
  readonly size: number
  /** Tells files of one name and size apart. */
  readonly digest: number
  readonly formats: readonly FileFormat[]
  readonly batch: SpanBatch
  /** Records without traces: metrics and logs. */
  readonly skippedRecords: number
  readonly badRecords: number
  readonly rejectedSpans: number
  /** The first of what is wrong; `path` begins with the line or record. */
  readonly notes: readonly DecodeNote[]
}

/** Each costs some 15 µs, most of it in the engine's own error; a sound file has none. */
const MAX_BAD_RECORDS = 100_000

/** Gathers what decoders of a file find. */
export class Findings {
  skippedRecords = 0
  badRecords = 0
  rejectedSpans = 0
  readonly notes: DecodeNote[] = []
  readonly #formats = new Set<FileFormat>()
  readonly #batches: SpanBatch[] = []

  /** `pathOf` says where in the file a note's path is. */
  add(format: FileFormat, batch: SpanBatch, pathOf: (path: string) => string): void {
    this.#formats.add(format)
    this.#batches.push(batch)
    this.rejectedSpans += batch.rejected
    for (const { path, message } of batch.notes) this.note(pathOf(path), message)
  }

  bad(where: string, message: string): void {
    this.badRecords++
    this.note(where, message)
  }

  /** Whether too many records are bad for the rest to be looked at. That is noted, however much else is. */
  givenUp(where: string): boolean {
    if (this.badRecords < MAX_BAD_RECORDS) return false
    const message = `${MAX_BAD_RECORDS} records before it can’t be read: the rest is left out`
    this.notes.unshift({ path: where, message })
    return true
  }

  note(path: string, message: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ path, message })
  }

  finish(name: string, size: number, digest: number): DecodedFile {
    const { skippedRecords, badRecords, rejectedSpans, notes } = this
    return {
      name,
      size,
      digest,
      formats: [...this.#formats].sort(),
      batch: joinBatches(this.#batches),
      skippedRecords,
      badRecords,
      rejectedSpans,
      notes,
    }
  }
}
