import { describe, expect, test } from 'vitest'
import type { TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { DEFAULT_SEARCH, type SearchState } from '../../state/search-state.ts'
import { type SortColumn, pressed, sorted, sortingOf, sortsHere } from './sorting.ts'
import { progressText, summaryText } from './summary-text.ts'

function search(change: Partial<SearchState>): SearchState {
  return { ...DEFAULT_SEARCH, ...change }
}

function trace(rootService: string, change: Partial<TraceSummary> = {}): TraceSummary {
  return {
    traceId: rootService as TraceId,
    rootSpanId: null,
    rootService,
    rootName: 'run',
    start: 0n,
    end: 0n,
    spanCount: 1,
    errorCount: 0,
    services: [rootService],
    linksOut: 0,
    linkedFrom: 0,
    sample: false,
    shape: [],
    ...change,
  }
}

function names(traces: readonly TraceSummary[], order: string): string {
  return sorted(traces, search({ order }))
    .map(({ rootService }) => rootService)
    .join(' ')
}

describe('a press on a header', () => {
  test.each<[Partial<SearchState>, SortColumn, Partial<SearchState>]>([
    [{}, 'started', { sort: 'oldest' }],
    [{ sort: 'oldest' }, 'started', { sort: 'newest' }],
    [{}, 'duration', { sort: 'longest' }],
    [{ sort: 'longest' }, 'duration', { sort: 'shortest' }],
    [{}, 'spans', { order: '-spans' }],
    [{ order: '-spans' }, 'spans', { order: 'spans' }],
    [{}, 'root', { order: 'root' }],
    [{ order: 'root' }, 'root', { order: '-root' }],
    [{ sort: 'longest' }, 'linksOut', { sort: 'longest', order: '-linksOut' }],
    [{ order: '-spans' }, 'started', { sort: 'newest', order: '' }],
    [{ sort: 'longest', order: '-spans' }, 'duration', { sort: 'longest', order: '' }],
  ])('on %j for %s gives %j', (before, column, after) => {
    expect(pressed(search(before), column)).toEqual(search(after))
  })
})

test('an order that no column has leaves the source’s', () => {
  for (const order of ['', '-', 'toString', '-__proto__', 'started', 'shape']) {
    expect(sortingOf(search({ order }))).toEqual({ column: 'started', descending: true })
    expect(sortsHere(search({ order }))).toBe(false)
  }
})

describe('rows sorted here', () => {
  const traces = [
    trace('b', { spanCount: 2, linkedFrom: null }),
    trace('a', { spanCount: 9, linkedFrom: 0 }),
    trace('c', { spanCount: 2, linkedFrom: 5 }),
  ]

  test('stay in the source’s order where they are equal, whichever way', () => {
    expect(names(traces, 'spans')).toBe('b c a')
    expect(names(traces, '-spans')).toBe('a b c')
  })

  test('go by service, then by operation', () => {
    expect(names(traces, 'root')).toBe('a b c')
    const same = [trace('a', { rootName: 'z' }), trace('a', { rootName: 'b' })]
    expect(sorted(same, search({ order: 'root' })).map(({ rootName }) => rootName)).toEqual([
      'b',
      'z',
    ])
  })

  test('have unknown counts below none', () => {
    expect(names(traces, '-linkedFrom')).toBe('c a b')
  })

  test('are the loaded ones; the list itself is not changed', () => {
    expect(sorted(traces, search({}))).toBe(traces)
    names(traces, 'root')
    expect(traces[0].rootService).toBe('b')
  })
})

test('the summary says what was left out, and that an order is among the loaded', () => {
  const traces = [trace('a'), trace('b')]
  expect(summaryText({ traces, more: false }, search({}), 'utc')).toBe('2 traces')
  expect(summaryText({ traces: [traces[0]], more: false }, search({}), 'utc')).toBe('1 trace')
  expect(summaryText({ traces: [], more: false }, search({}), 'utc')).toBe('0 traces')
  expect(summaryText({ traces, more: true }, search({}), 'utc')).toMatch(/^First 2 of more: narrow/)
  expect(summaryText({ traces, more: true }, search({ limit: 5000 }), 'utc')).not.toMatch(/raise/)
  expect(summaryText({ traces, more: true }, search({ order: '-spans' }), 'utc')).toMatch(
    /among these/,
  )
})

test('a search in parts says how far it is, one in one part has nothing to say', () => {
  const found = { traces: [trace('a')], more: false }
  expect(progressText({ found, done: 2, of: 1200, settled: true })).toBe(
    'Searching: part 2 of 1,200 done, 1 trace found.',
  )
  expect(progressText({ found, done: 1, of: 1, settled: true })).toBeNull()
  expect(progressText(null)).toBeNull()
})

test('a search that was cancelled says so, and what it did not look at', () => {
  const hour = 3_600_000_000_000n
  const searched = {
    from: hour,
    to: 2n * hour,
    services: null,
    traces: null,
    leftOut: [],
    notSearched: { from: 0n, to: hour },
  }
  const found = { traces: [trace('a')], more: false, ended: true }
  expect(summaryText({ ...found, searched }, search({}), 'utc')).toBe(
    '1 trace; searched from 1970-01-01 01:00:00 to 1970-01-01 02:00:00. The search was cancelled. From 1970-01-01 00:00:00 to 1970-01-01 01:00:00 was not searched.',
  )
  expect(summaryText({ ...found, traces: [] }, search({}), 'utc')).toBe(
    '0 traces. The search was cancelled.',
  )
})

test('a source that looked at a part of time says which', () => {
  const searched = {
    from: 0n,
    to: 3_600_000_000_000n,
    services: null,
    traces: null,
    leftOut: ['Older blocks were not searched.'],
  }
  expect(summaryText({ traces: [trace('a')], more: false, searched }, search({}), 'utc')).toBe(
    '1 trace; searched from 1970-01-01 00:00:00 to 1970-01-01 01:00:00. Older blocks were not searched.',
  )
})
