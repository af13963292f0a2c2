import { formatCount } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import type { FilesState } from '../../queries/opened-files.ts'
import type { ReadProgress } from '../../queries/read-progress.ts'

/** "1 file", "1,200 spans". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`
}

export function readingText({ name, at, of }: ReadProgress): string {
  return of === 1 ? `Reading ${nameText(name)}` : `Reading ${nameText(name)}, ${at} of ${of}`
}

/** What is open, in a line. */
export function contentsText({ opened, contents }: FilesState): string {
  if (!contents) return ''
  const { traces, spans } = contents
  const formats = [...new Set(opened.flatMap((file) => file.formats))].sort()
  const from = `${counted(opened.length, 'file')} (${formats.join(', ')})`
  return `${counted(traces, 'trace')}, ${counted(spans, 'span')} from ${from}`
}

/** A line of the list of notes. */
export interface FileNote {
  readonly file: string
  /** Where in the file; empty: all of it. */
  readonly path: string
  readonly message: string
}

/** All that a person should know of the open files, by file. */
export function fileNotes({ opened, contents, lost }: FilesState): FileNote[] {
  const notes: FileNote[] = []
  for (const { name, badRecords, rejectedSpans, skippedRecords, notes: found } of opened) {
    const add = (path: string, message: string) => notes.push({ file: name, path, message })
    if (badRecords > 0) add('', `${counted(badRecords, 'record')} could not be read`)
    if (rejectedSpans > 0) add('', `${counted(rejectedSpans, 'span')} could not be read`)
    for (const { path, message } of found) add(path, message)
    // The decoders stop listing long before they stop counting.
    const unlisted = badRecords + rejectedSpans - found.length
    if (unlisted > 0) add('', `${formatCount(unlisted)} more of these are not listed`)
    if (skippedRecords > 0) {
      const what = counted(skippedRecords, 'record')
      add('', `${what} without traces left out: metrics, logs, or empty answers`)
    }
  }
  if (contents && contents.copies > 0) {
    const copies = counted(contents.copies, 'span')
    notes.push({ file: '', path: '', message: `${copies} left out: an equal one is there already` })
  }
  for (const name of lost) {
    notes.push({
      file: name,
      path: '',
      message: 'open before the page was loaded anew, and not now: choose it again',
    })
  }
  return notes
}

/** A note as a line of text, as it is copied. */
export function noteLine({ file, path, message }: FileNote): string {
  return [file, path, message].filter((part) => part !== '').join(': ')
}
