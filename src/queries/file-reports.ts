import type { DecodedFile } from '../sources/file/decoded-file.ts'

/** What became of a file. */
export type FileReport = OpenedFile | RefusedFile

export interface OpenedFile extends Pick<
  DecodedFile,
  'name' | 'formats' | 'skippedRecords' | 'badRecords' | 'rejectedSpans' | 'notes'
> {
  readonly opened: true
  readonly spans: number
}

export interface RefusedFile {
  readonly opened: false
  readonly name: string
  /** Plain sentences. */
  readonly why: string
}

export function refused(name: string, why: string): RefusedFile {
  return { opened: false, name, why }
}

/** The report of a file that was read. One without a span is refused: nothing of it could be shown. */
export function reportOf(file: DecodedFile): FileReport {
  const { name, formats, skippedRecords, badRecords, rejectedSpans, notes, batch } = file
  if (batch.length === 0) return refused(name, whyEmpty(file))
  const counts = { skippedRecords, badRecords, rejectedSpans }
  return { opened: true, name, formats, ...counts, notes, spans: batch.length }
}

function whyEmpty({
  formats,
  skippedRecords,
  rejectedSpans,
  badRecords,
  notes,
}: DecodedFile): string {
  const [note] = notes
  if (rejectedSpans + badRecords > 0 && note) {
    const where = note.path === '' ? '' : `${note.path}: `
    return `Nothing in it can be read. The first reason: ${where}${note.message}.`
  }
  if (skippedRecords > 0) return 'There is no trace in it: only metrics, logs, or empty answers.'
  return `There is no trace in it${formats.length > 0 ? `: ${formats.join(' and ')}, but empty` : ''}.`
}
