import { describe, expect, test } from 'vitest'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import type { MapEdge } from '../../model/link-map/link-map.ts'
import { DRAWN_ORIGIN } from '../../testing/trace-notation.ts'
import { rowsOf } from './map-rows.ts'
import { edgeLabel, edgeName, failedText, progressText, searchedText } from './words.ts'

const ALL = { from: 0n, to: MAX_EPOCH_NANOS, traces: 3, links: 5, malformed: 0, more: false }
const UTC = { ended: false, zone: 'utc' } as const

function row(part: Partial<MapEdge>) {
  const nodes = [
    { service: 'api', name: 'order' },
    { service: 'jobs', name: 'batch' },
  ]
  const edge = { cause: 0, effect: 1, links: 1, failed: 0, waits: null, examples: [], ...part }
  return rowsOf({ nodes, edges: [edge] })[0]
}

describe('what a map is made of', () => {
  test('is said without a time where it is all there is', () => {
    expect(searchedText(ALL, UTC)).toBe('5 links of 3 traces.')
  })

  test('names its time, and that there is more', () => {
    const to = DRAWN_ORIGIN + 3_600_000_000_000n
    const searched = { ...ALL, traces: 3120, links: 100_000, from: DRAWN_ORIGIN, to, more: true }
    expect(searchedText(searched, UTC)).toBe(
      'The newest 100,000 links of 3,120 traces that began from 2026-11-22 14:00:00 to 2026-11-22 15:00:00. Older ones were not read.',
    )
  })

  test('names what was left out, and who ended it', () => {
    const searched = {
      ...ALL,
      more: true,
      malformed: 1,
      leftOut: ['2 of 5 traces could not be read: Too large.'],
    }
    expect(searchedText(searched, { ...UTC, ended: true })).toBe(
      'The newest 5 links of 3 traces. The scan was cancelled; older ones were not read. 1 link with invalid ids left out. 2 of 5 traces could not be read: Too large.',
    )
  })
})

describe('an edge in words', () => {
  test('counts links, and waits and failures where there are any', () => {
    const waits = { count: 128, median: 29 * 60e9, p95: 1, longest: 1 }
    const busy = row({ links: 128, failed: 4, waits })
    expect(edgeLabel(busy)).toBe('128 · p50 29 m · 4 failed')
    expect(edgeName(busy)).toBe('order (api) to batch (jobs): 128 · p50 29 m · 4 failed')
    expect(edgeLabel(row({ cause: null, links: 2 }))).toBe('2')
    expect(edgeName(row({ cause: null }))).toBe('not found to batch (jobs): 1')
  })

  test('some of many failed is never none, and not all never all', () => {
    expect(failedText(row({ links: 1000, failed: 1 }))).toBe('1 · <1 %')
    expect(failedText(row({ links: 1000, failed: 999 }))).toBe('999 · >99 %')
    expect(failedText(row({ links: 4, failed: 4 }))).toBe('4 · 100 %')
    expect(failedText(row({ links: 4 }))).toBe('0')
  })
})

test('a scan says whether it looks for traces or reads them', () => {
  const found = () => {
    throw new Error('not asked')
  }
  const progress = { search: { done: 2, of: 5 }, traces: 0, of: 0, links: 0, found }
  expect(progressText(null)).toBeNull()
  expect(progressText(progress)).toBe('Looking for traces with links: part 2 of 5 done.')
  expect(progressText({ ...progress, search: null, traces: 8, of: 40, links: 12 })).toBe(
    'Read 8 of 40 traces, 12 links found.',
  )
})
