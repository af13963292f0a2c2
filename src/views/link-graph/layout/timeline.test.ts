import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Place } from '../../../canvas/graph/graph-layout.ts'
import { type TimedNode, timelineLayout } from './timeline.ts'

const NONE = new Map<string, Place>()
const node = (id: string, from: number | null, to = from): TimedNode => ({
  id,
  height: 80,
  time: from === null ? null : { from, to: to! },
})

const anyNodes = fc
  .array(fc.option(fc.tuple(fc.nat(1e12), fc.nat(1e9))), { minLength: 1, maxLength: 30 })
  .map((times) => times.map((time, i) => node(`n${i}`, time && time[0], time && time[0] + time[1])))

describe('timeline layout', () => {
  test('what began earlier stands further left', () => {
    const { places } = timelineLayout([node('late', 9e9), node('early', 0, 1e9)], NONE)
    expect(places.get('early')!.x).toBeLessThan(places.get('late')!.x)
  })

  test('a long idle time is drawn short and marked with its true length', () => {
    const hour = 3.6e12
    const { places, scale } = timelineLayout([node('a', 0, 1e9), node('b', hour, hour + 1e9)], NONE)
    expect(scale.gaps.map(({ from, to }) => [from, to])).toEqual([[1e9, hour]])
    expect(places.get('b')!.x).toBeLessThan(2000)
  })

  test('a trace whose time is not known stands left of all others', () => {
    const { places } = timelineLayout([node('a', 0, 5), node('unknown', null)], NONE)
    const unknown = places.get('unknown')!
    expect(unknown.x + unknown.width).toBeLessThan(places.get('a')!.x)
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
