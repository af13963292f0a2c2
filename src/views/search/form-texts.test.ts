import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SEARCH } from '../../state/search-state.ts'
import { filterCount, withoutFilters } from './filters.ts'
import { lastWord, suggestions } from './suggestions.ts'
import { inputFromMillis, millisFromInput } from '../../ui/zoned-input.ts'

describe('times in a datetime input', () => {
  test('are in the chosen zone', () => {
    const noon = String(Date.UTC(2026, 10, 22, 12, 0, 5))
    expect(inputFromMillis(noon, 'utc')).toBe('2026-11-22T12:00:05')
    expect(millisFromInput('2026-11-22T12:00:05', 'utc')).toBe(noon)
    // Without seconds, as browsers write a whole minute.
    expect(millisFromInput('2026-11-22T12:00', 'utc')).toBe(String(Date.UTC(2026, 10, 22, 12)))
  })

  test('come back as they were, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        const millis = String(seconds * 1000)
        expect(millisFromInput(inputFromMillis(millis, 'utc'), 'utc')).toBe(millis)
        const local = inputFromMillis(millis, 'local')
        expect(inputFromMillis(millisFromInput(local, 'local'), 'local')).toBe(local)
      }),
    )
  })

  test('are empty where there is none', () => {
    expect(inputFromMillis('', 'utc')).toBe('')
    expect(inputFromMillis('soon', 'local')).toBe('')
    expect(millisFromInput('', 'utc')).toBe('')
    expect(millisFromInput('1969-01-01T00:00', 'utc')).toBe('0')
  })
})

describe('suggestions for attributes', () => {
  const keys = ['order.id', 'batch.size', 'my key']

  test('complete the key being typed and keep what stands before', () => {
    expect(suggestions('', keys, [])).toEqual(['order.id=', 'batch.size=', '"my key"='])
    expect(suggestions('ord', keys, [])).toEqual(['order.id='])
    expect(suggestions('a="x y" siz', keys, [])).toEqual(['a="x y" batch.size='])
  })

  test('behind an equals sign are values, quoted where they must be', () => {
    expect(suggestions('a=1 order.id=', keys, ['A-1', 'A 2'])).toEqual([
      'a=1 order.id=A-1',
      'a=1 order.id="A 2"',
    ])
  })

  test.each([
    ['', '', null],
    ['order', '', null],
    ['order.id=', '', 'order.id'],
    ['order.id=A-1', '', 'order.id'],
    ['order.id=A-1 ', 'order.id=A-1 ', null],
    ['note="two wo', '', 'note'],
    ['=x', '', null],
  ])('the last word of %j follows %j and has key %j', (text, before, key) => {
    expect(lastWord(text)).toEqual({ before, key })
  })
})

test('limit, sort and order are no filters', () => {
  const shown = { ...DEFAULT_SEARCH, limit: 20, sort: 'longest', order: 'root' } as const
  expect(filterCount(shown)).toBe(0)
  const narrowed = { ...shown, service: 'orders.api', status: 'error' } as const
  expect(filterCount(narrowed)).toBe(2)
  expect(withoutFilters(narrowed)).toEqual(shown)
})
