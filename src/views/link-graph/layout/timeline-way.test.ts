import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Curve, distanceTo, roundedCurve } from '../../../canvas/graph/curve.ts'
import type { Place, Point } from '../../../canvas/graph/graph-layout.ts'
import { TimelineWays } from './timeline-way.ts'
import { type TimedNode, timelineLayout } from './timeline.ts'

const NONE = new Map<string, Place>()

/** Up to 60 boxes, so in steps as well as in shared rows; some began together. */
const anyNodes = fc
  .array(fc.tuple(fc.nat(200), fc.nat(60)), { minLength: 2, maxLength: 60 })
  .map((extents) =>
    extents.map(([x, more], i): TimedNode => {
      return { id: `n${i}`, height: 78, extent: { x: x * 8, width: 240 + more * 8 } }
    }),
  )
const picks = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 20 })

/** Corners of a way, and where its round corners are. */
function linesOf(points: readonly Point[]): [Point, Point][] {
  return points.slice(1).map((point, i) => [points[i], point])
}

function boxesOn(lines: readonly [Point, Point][], boxes: Iterable<readonly [string, Place]>) {
  return [...boxes].flatMap(([id, { x, y, width, height }]) => {
    const behind = lines.some(
      ([a, b]) =>
        Math.max(a.x, b.x) > x &&
        Math.min(a.x, b.x) < x + width &&
        Math.max(a.y, b.y) > y &&
        Math.min(a.y, b.y) < y + height,
    )
    return behind ? [id] : []
  })
}

const middleOf = ({ y, height }: Place) => y + height / 2

function expectClear(places: ReadonlyMap<string, Place>, pairs: readonly [number, number][]): void {
  const ways = new TimelineWays(places.values())
  const ids = [...places.keys()]
  for (const [a, b] of pairs) {
    const [cause, effect] = [ids[a % ids.length], ids[b % ids.length]]
    if (cause === effect) continue
    const [from, to] = [places.get(cause)!, places.get(effect)!]
    const way = ways.wayOf(from, to, middleOf(from), middleOf(to))
    const others = [...places].filter(([id]) => id !== cause && id !== effect)
    expect(boxesOn(linesOf(way), others), `${cause} to ${effect}`).toEqual([])
    expect(way[0]).toEqual(ways.startOf(from, to, middleOf(from)))
    expect(way.at(-1)).toEqual({ x: to.x, y: middleOf(to) })
  }
}

describe('edges on a timeline', () => {
  test('pass behind no box but their ends', () => {
    fc.assert(
      fc.property(anyNodes, picks, (nodes, pairs) => {
        expectClear(timelineLayout(nodes, NONE).places, pairs)
      }),
    )
  })

  test('pass behind no box either when some were there before the others', () => {
    fc.assert(
      fc.property(anyNodes, picks, fc.nat(), (nodes, pairs, pick) => {
        const before = timelineLayout(nodes.slice(0, 1 + (pick % nodes.length)), NONE)
        expectClear(timelineLayout(nodes, before.places).places, pairs)
      }),
    )
  })

  test('go level or upright, and enter their effect from the left', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const { places } = timelineLayout(nodes, NONE)
        const [from, to] = [...places.values()]
        const way = new TimelineWays(places.values()).wayOf(from, to, middleOf(from), middleOf(to))
        for (const [a, b] of linesOf(way)) expect(a.x === b.x || a.y === b.y).toBe(true)
        expect(way.at(-2)!.x).toBeLessThan(to.x)
        const curve: Curve = roundedCurve(way)
        for (const end of [way[0], way.at(-1)!]) expect(distanceTo(curve, end)).toBeLessThan(1)
      }),
    )
  })

  test('in steps go straight down beside their cause and into their effect', () => {
    const node = (id: string, second: number): TimedNode => {
      return { id, height: 78, extent: { x: second * 133, width: 240 } }
    }
    const { places } = timelineLayout([node('a', 0), node('b', 3), node('c', 6)], NONE)
    const [a, , c] = ['a', 'b', 'c'].map((id) => places.get(id)!)
    const way = new TimelineWays(places.values()).wayOf(a, c, middleOf(a), middleOf(c))
    expect(way).toEqual([
      { x: a.x + 10, y: a.y + a.height },
      { x: a.x + 10, y: middleOf(c) },
      { x: c.x, y: middleOf(c) },
    ])
  })
})
