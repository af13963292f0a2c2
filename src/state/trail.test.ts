import { describe, expect, it } from 'vitest'
import { drawnRef } from '../testing/trace-notation.ts'
import { MAX_HOPS, type Trail, follow, trailFromText, trailToText } from './trail.ts'

const [a, b, c] = ['a/x', 'b/x', 'c/x'].map(drawnRef)

describe('the trail', () => {
  it('grows by each hop', () => {
    const trail = follow(follow([], a, 'link', b), b, 'backlink', c)
    expect(trail.map(({ from, along }) => [from, along])).toEqual([
      [a, 'link'],
      [b, 'backlink'],
    ])
  })
  it('pops on a hop back to where the last one began, so that A↔B does not grow', () => {
    let trail: Trail = []
    for (let i = 0; i < 5; i++) {
      trail = follow(trail, a, 'link', b)
      expect(trail).toHaveLength(1)
      trail = follow(trail, b, 'backlink', a)
      expect(trail).toHaveLength(0)
    }
  })
  it('is cut at an earlier stop that is visited again', () => {
    const trail = follow(follow([], a, 'link', b), b, 'link', c)
    expect(follow(trail, c, 'link', a)).toEqual([])
  })
  it('keeps the newest hops when a URL has no room for more', () => {
    let trail: Trail = []
    for (let i = 0; i < MAX_HOPS + 3; i++) {
      trail = follow(trail, drawnRef(`t${i}/x`), 'link', drawnRef(`t${i + 1}/x`))
    }
    expect(trail).toHaveLength(MAX_HOPS)
    expect(trail.at(-1)?.from).toEqual(drawnRef(`t${MAX_HOPS + 2}/x`))
  })
  it('is the same after a way through text', () => {
    const trail = follow(follow([], a, 'link', b), b, 'backlink', c)
    expect(trailFromText(trailToText(trail))).toEqual(trail)
  })
  it('ends towards the past at a hop that can’t be read', () => {
    const good = trailToText(follow([], a, 'link', b))
    expect(trailFromText(`nonsense.${good}`)).toHaveLength(1)
    expect(trailFromText(`${good}.nonsense`)).toHaveLength(0)
    expect(trailFromText('')).toEqual([])
  })
})
