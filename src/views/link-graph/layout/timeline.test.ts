import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Place } from '../../../canvas/graph/graph-layout.ts'
import { type TimedNode, timelineLayout } from './timeline.ts'

const NONE = new Map<string, Place>()
const node = (id: string, x: number, width = 240): TimedNode => {
  return { id, height: 80, extent: { x, width } }
}

const anyNodes = fc
  .array(fc.tuple(fc.nat(3000), fc.nat(500)), { minLength: 1, maxLength: 50 })
  .map((extents) => extents.map(([x, more], i) => node(`n${i}`, x, 240 + more)))

describe('timeline layout', () => {
  test('a box stands where its time is on the clock', () => {
    const { places } = timelineLayout([node('late', 900), node('early', -30, 400)], NONE)
    expect([...places].map(([id, { x, width }]) => [id, x, width])).toEqual([
      ['early', -30, 400],
      ['late', 900, 240],
    ])
  })

  test('boxes never overlap', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const all = [...timelineLayout(nodes, NONE).places.values()]
        expect(all).toHaveLength(nodes.length)
        all.forEach((a, i) => {
          for (const b of all.slice(i + 1)) {
            expect(a.y !== b.y || a.x + a.width <= b.x || b.x + b.width <= a.x).toBe(true)
          }
        })
      }),
    )
  })

  test('laid out again, everything stays', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const { places } = timelineLayout(nodes, NONE)
        expect(timelineLayout(nodes, places).places).toEqual(places)
      }),
    )
  })
})
