import { describe, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../base/time.ts'
import { DEFAULT_SEARCH, type SearchState } from '../state/search-state.ts'
import { readSearch } from './search-query.ts'

const NOW = Date.UTC(2026, 10, 22, 14)
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

function queryOf(change: Partial<SearchState>) {
  const reading = readSearch({ ...DEFAULT_SEARCH, ...change }, NOW)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return reading.query
}

function errorsOf(change: Partial<SearchState>) {
  const reading = readSearch({ ...DEFAULT_SEARCH, ...change }, NOW)
  return reading.ok ? {} : reading.errors
}

test('the default search asks for everything, newest first', () => {
  expect(queryOf({})).toEqual({
    service: null,
    operation: null,
    attributes: [],
    status: 'any',
    minDuration: null,
    maxDuration: null,
    from: null,
    to: null,
    links: 'any',
    linksTo: null,
    limit: 200,
    sort: 'newest',
  })
})

describe('a search as typed', () => {
  test('gives attributes as pairs', () => {
    expect(queryOf({ attributes: 'order.id=A-1003 note="a b"' }).attributes).toEqual([
      { key: 'order.id', value: 'A-1003' },
      { key: 'note', value: 'a b' },
    ])
  })

  test('gives durations in nanoseconds; equal bounds are a range', () => {
    expect(queryOf({ minDuration: '1.5s', maxDuration: ' 1.5 s ' })).toMatchObject({
      minDuration: 1.5 * SECOND,
      maxDuration: 1.5 * SECOND,
    })
  })

  test('counts a relative time back from now and leaves its end open', () => {
    const { from, to } = queryOf({ time: '15m' })
    expect(from).toBe(BigInt(NOW) * 1_000_000n - BigInt(15 * MINUTE))
    expect(to).toBeNull()
  })

  test('takes custom times as they are, open where empty, and ignores them otherwise', () => {
    const custom = { from: '1000', to: '' }
    expect(queryOf({ time: 'custom', ...custom })).toMatchObject({ from: 1_000_000_000n, to: null })
    expect(queryOf({ time: 'all', ...custom })).toMatchObject({ from: null, to: null })
  })

  test('finds the trace id in what was pasted as the linked trace', () => {
    expect(queryOf({ linksTo: `00-${TRACE}-00f067aa0ba902b7-01` }).linksTo).toBe(TRACE)
  })
})

describe('a query in the source’s own language', () => {
  test('stands instead of all but the time and how much is wanted', () => {
    const raw = ' { status = error }\n'
    const typed = { service: 'shop', attributes: 'k=v', links: 'out', minDuration: '1s' } as const
    expect(queryOf({ ...typed, raw, time: '1h', limit: 20, sort: 'oldest' })).toEqual({
      ...queryOf({ time: '1h', limit: 20, sort: 'oldest' }),
      raw,
    })
  })

  test('is not spoilt by a field that it stands for, and is by the time', () => {
    const raw = '{}'
    expect(errorsOf({ raw, minDuration: 'soon', attributes: '"', linksTo: 'x' })).toEqual({})
    expect(errorsOf({ raw, time: 'soon' })).toHaveProperty('time')
  })

  test('is none where it is blank', () => {
    expect(queryOf({ raw: ' \n', service: 'shop' })).toEqual(queryOf({ service: 'shop' }))
  })
})

describe('an error names its field', () => {
  test.each<[Partial<SearchState>, string]>([
    [{ attributes: 'order.id' }, 'attributes'],
    [{ minDuration: '5' }, 'minDuration'],
    [{ maxDuration: 'long' }, 'maxDuration'],
    [{ minDuration: '2s', maxDuration: '1s' }, 'maxDuration'],
    [{ time: 'yesterday' }, 'time'],
    [{ time: 'custom', from: 'x' }, 'from'],
    [{ time: 'custom', to: '-5' }, 'to'],
    [{ time: 'custom', from: '2000', to: '1000' }, 'to'],
    [{ linksTo: 'orders' }, 'linksTo'],
  ])('%j', (change, field) => {
    expect(Object.keys(errorsOf(change))).toEqual([field])
  })

  test('and all are named at once', () => {
    expect(Object.keys(errorsOf({ attributes: 'x', minDuration: 'y' })).sort()).toEqual([
      'attributes',
      'minDuration',
    ])
  })
})

test('a list of traces stands instead of every other field, and is never cut by the limit', () => {
  const other = 'f'.repeat(32)
  const query = queryOf({
    ids: `${TRACE} ${other.toUpperCase()}`,
    limit: 1,
    service: 'shop',
    raw: '{}',
    minDuration: 'nonsense',
  })
  expect(query).toMatchObject({ traceIds: [TRACE, other], service: null, limit: 2 })
  expect(query.raw).toBeUndefined()
  expect(errorsOf({ ids: 'nothing' })).toHaveProperty('ids')
})
