import { describe, expect, test } from 'vitest'
import { DAY, HOUR, epochNanosFromMillis } from '../base/time.ts'
import { DRAWN_ORIGIN, drawnRef } from '../testing/trace-notation.ts'
import { scopeOf, widerRings } from './time-window.ts'

const NOW = Number(DRAWN_ORIGIN / 1_000_000n)
const now = epochNanosFromMillis(NOW)
const target = { ...drawnRef('t/span'), cursor: null, limit: 500 }
const [hour, day] = [BigInt(HOUR), BigInt(DAY)]

describe('where links to a span are looked for', () => {
  test('is a day from its start on', () => {
    const near = now - 3n * day
    expect(scopeOf({ ...target, near }, NOW)).toMatchObject({ from: near - hour, to: near + day })
  })

  test('ends with what has passed: nobody can say that tomorrow was searched', () => {
    const near = now - hour
    expect(scopeOf({ ...target, near }, NOW)).toMatchObject({ from: near - hour, to: now + hour })
  })

  test('holds a span that says to begin in the future', () => {
    const near = now + 5n * day
    expect(scopeOf({ ...target, near }, NOW)).toMatchObject({ from: near - hour, to: near + hour })
  })

  test('is widened only to where something may be', () => {
    const near = now - hour
    const searched = { ...scopeOf({ ...target, near }, NOW), traces: 1, leftOut: [] }
    expect(widerRings(searched, near, NOW).map(({ scope }) => scope.to)).toEqual([near - hour])
  })
})
