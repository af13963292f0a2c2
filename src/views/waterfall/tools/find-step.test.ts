import { describe, expect, it } from 'vitest'
import { inOrder, stepIn } from './find-step.ts'

const found = Uint32Array.of(2, 5, 9)

describe('next and previous', () => {
  it('go from match to match and round the ends', () => {
    expect(stepIn(found, 2, 1, true)).toBe(1)
    expect(stepIn(found, 9, 1, true)).toBe(0)
    expect(stepIn(found, 2, -1, true)).toBe(2)
  })
  it('begin at the nearest match on their way when the selected row is none', () => {
    expect(stepIn(found, 6, 1, true)).toBe(2)
    expect(stepIn(found, 6, -1, true)).toBe(1)
    expect(stepIn(found, 99, 1, true)).toBe(0)
    expect(stepIn(found, 0, -1, true)).toBe(2)
  })
  it('begin at an end when nothing is selected', () => {
    expect(stepIn(found, -1, 1, true)).toBe(0)
    expect(stepIn(found, -1, -1, true)).toBe(2)
  })
  it('follow the order of a sorted table', () => {
    const shown = inOrder(found, Uint32Array.of(9, 1, 2, 5, 7))
    expect([...shown]).toEqual([9, 2, 5])
    expect(stepIn(shown, 9, 1, false)).toBe(1)
    expect(stepIn(shown, 7, 1, false)).toBe(0)
  })
  it('go nowhere where nothing was found', () => {
    expect(stepIn(new Uint32Array(), 3, 1, true)).toBe(-1)
  })
})
