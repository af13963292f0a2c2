import type { ProblemKind, TraceTable } from '../../../model/trace-table.ts'

const WORDS: Readonly<Record<ProblemKind, string>> = {
  'missing parent': 'its parent is not here',
  'parent cycle': 'its parents are a circle',
  'duplicate span id': 'its span id stands twice',
  'ends before it starts': 'it ends before it starts',
  'outside its parent': 'it reaches outside the time of its parent',
  'no start time': 'it has no start time',
  'longer than 104 days': 'it lies over 104 days from the start',
}

export interface RowNote {
  /** What is odd about the data of the row, in words. */
  readonly words: string
  /** Asynchronous work outlives its parent as a rule: that alone is said, and not marked. */
  readonly marked: boolean
}

/** The notes of rows; of each kind of problem the first rows have one. */
export function rowNotes({ problems }: TraceTable): ReadonlyMap<number, RowNote> {
  const notes = new Map<number, RowNote>()
  for (const { kind, rows } of problems) {
    for (const row of rows) {
      const before = notes.get(row)
      notes.set(row, {
        words: before ? `${before.words}; ${WORDS[kind]}` : WORDS[kind],
        marked: before?.marked === true || kind !== 'outside its parent',
      })
    }
  }
  return notes
}
