import { expect, test } from 'vitest'
import { HOUR } from '../../base/time.ts'
import type { Searched } from '../../sources/source.ts'
import { searchedWords } from './words.ts'

const searched: Searched = {
  from: 0n,
  to: BigInt(HOUR),
  services: null,
  traces: 1200,
  leftOut: [],
}

test('what a scan looked through is said, with what it left out', () => {
  expect(searchedWords({ ...searched, services: ['a', 'b'], traces: null }, 'utc')).toBe(
    'searched the services a, b from 1970-01-01 00:00:00 to 1970-01-01 01:00:00.',
  )
  expect(searchedWords({ ...searched, leftOut: ['One trace was not read.'] }, 'utc')).toBe(
    'searched all services from 1970-01-01 00:00:00 to 1970-01-01 01:00:00, 1,200 traces. One trace was not read.',
  )
})

test('the stretch that was not searched is named, and so is that nothing was', () => {
  const notSearched = { from: BigInt(HOUR), to: BigInt(2 * HOUR) }
  expect(searchedWords({ ...searched, notSearched }, 'utc')).toMatch(
    /1,200 traces\. From 1970-01-01 01:00:00 to 1970-01-01 02:00:00 was not searched\.$/,
  )
  expect(searchedWords({ ...searched, to: 0n, notSearched }, 'utc')).toMatch(
    /^nothing was searched\. From 1970-01-01 01:00:00/,
  )
})
