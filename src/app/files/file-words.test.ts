import { describe, expect, test } from 'vitest'
import type { OpenedFile } from '../../queries/file-reports.ts'
import type { FilesState } from '../../queries/opened-files.ts'
import { contentsText, fileNotes, noteLine, readingText } from './file-words.ts'

const FILE: OpenedFile = {
  opened: true,
  name: 'orders.jsonl',
  formats: ['OTLP'],
  spans: 3,
  skippedRecords: 0,
  badRecords: 0,
  rejectedSpans: 0,
  notes: [],
}
const stateOf = (opened: readonly OpenedFile[], more: Partial<FilesState> = {}): FilesState => ({
  reading: null,
  opened,
  contents: { traces: 2, spans: 1200, copies: 0, onlyTrace: null },
  chosen: true,
  refused: [],
  lost: [],
  ...more,
})

test('what is open is said in one line', () => {
  expect(contentsText(stateOf([FILE]))).toBe('2 traces, 1,200 spans from 1 file (OTLP)')
  const jaeger = { ...FILE, formats: ['OTLP', 'Jaeger'] } as const
  expect(contentsText(stateOf([FILE, jaeger]))).toMatch('from 2 files (Jaeger, OTLP)')
})

test('a reading names its file, and which of how many it is', () => {
  expect(readingText({ name: 'a.json', at: 1, of: 1, done: 0 })).toBe('Reading a.json')
  expect(readingText({ name: 'a\u202e.json', at: 2, of: 3, done: 0 })).toBe(
    'Reading a\\u202E.json, 2 of 3',
  )
})

describe('the notes', () => {
  const linesOf = (state: FilesState) => fileNotes(state).map(noteLine)

  test('are none where all was read', () => {
    expect(linesOf(stateOf([FILE]))).toEqual([])
  })

  test('count what could not be read, and list it with file and line', () => {
    const bad = { ...FILE, badRecords: 1, notes: [{ path: 'line 3', message: 'not JSON' }] }
    expect(linesOf(stateOf([bad]))).toEqual([
      'orders.jsonl: 1 record could not be read',
      'orders.jsonl: line 3: not JSON',
    ])
  })

  test('say how many are not listed', () => {
    const bad = { ...FILE, rejectedSpans: 250, notes: [{ path: 'line 3', message: 'no id' }] }
    expect(linesOf(stateOf([bad])).at(-1)).toBe('orders.jsonl: 249 more of these are not listed')
  })

  test('tell of records without traces, of copies, and of files that are gone', () => {
    const state = stateOf([{ ...FILE, skippedRecords: 2 }], {
      contents: { traces: 1, spans: 3, copies: 1, onlyTrace: null },
      lost: ['batch.json'],
    })
    expect(linesOf(state)).toEqual([
      'orders.jsonl: 2 records without traces left out: metrics, logs, or empty answers',
      '1 span left out: an equal one is there already',
      'batch.json: open before the page was loaded anew, and not now: choose it again',
    ])
  })
})
