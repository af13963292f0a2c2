import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MapGraph } from '../../model/link-map/link-map.ts'
import { type StepKey, stepFrom } from './edge-steps.ts'
import { type MapPicture, MOST_LINES, pictureOf } from './map-picture.ts'
import { rowsOf } from './map-rows.ts'
import { causesFirst } from './reading-order.ts'

/** Edges as `cause>effect`, nodes by number; `?` is absent. */
function graphOf(edges: readonly string[], nodes = 10): MapGraph {
  return {
    nodes: Array.from({ length: nodes }, (_, i) => ({ service: `s${i % 3}`, name: `n${i}` })),
    edges: edges.map((text, i) => {
      const [cause, effect] = text.split('>')
      const links = edges.length - i
      return {
        cause: cause === '?' ? null : Number(cause),
        effect: Number(effect),
        links,
        failed: 0,
        waits: null,
        examples: [],
      }
    }),
  }
}

const drawn = (...edges: string[]) => pictureOf(rowsOf(graphOf(edges)))
const card = ({ cards }: MapPicture, name: string | null) => {
  const found = cards.find(({ node }) => (node?.name ?? null) === name)
  if (!found) throw new Error(`no card ${name}`)
  return found
}
const name = (line: MapPicture['lines'][number] | undefined) =>
  line && `${line.row.edge.cause ?? '?'}>${line.row.edge.effect}`

const end = fc.constantFrom('0', '1', '2', '3', '4', '5', '6')
const anyEdges = fc.uniqueArray(
  fc
    .tuple(fc.oneof({ weight: 6, arbitrary: end }, fc.constant('?')), end)
    .map(([cause, effect]) => `${cause}>${effect}`),
  { minLength: 1, maxLength: 20 },
)

describe('picture of a map', () => {
  test('has causes left of effects', () => {
    const picture = drawn('0>1', '1>2', '0>2', '?>1')
    const at = [null, 'n0', 'n1', 'n2'].map((each) => card(picture, each).place.x)
    expect(at[0]).toBe(at[1])
    expect(at[1]).toBeLessThan(at[2])
    expect(at[2]).toBeLessThan(at[3])
  })

  test('is of a chain in order whatever edge comes first', () => {
    const picture = drawn('2>3', '1>2', '0>1')
    const at = ['n0', 'n1', 'n2', 'n3'].map((each) => card(picture, each).place.x)
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(new Set(at).size).toBe(4)
  })

  test('counts links of each node both ways, a loop too', () => {
    const { linksOut, linkedFrom } = card(drawn('0>1', '1>1', '?>1'), 'n1')
    expect([linksOut, linkedFrom]).toEqual([3 + 2 + 1, 2])
  })

  test('of any graph has every edge, from its cause to its effect, and no card on another', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const picture = drawn(...edges)
        expect(new Set(picture.lines.map(name))).toEqual(new Set(edges))
        expect(picture.lines).toHaveLength(edges.length)
        for (const { row, curve } of picture.lines) {
          const cause = card(picture, row.cause?.name ?? null).place
          const effect = card(picture, row.effect.name).place
          const tip = curve.pieces.at(-1)!.end
          const isLoop = row.edge.cause === row.edge.effect
          expect(curve.start.x).toBeCloseTo(cause.x + cause.width)
          expect(tip.x).toBeCloseTo(isLoop ? effect.x + effect.width : effect.x)
          for (const [{ y }, place] of [
            [curve.start, cause],
            [tip, effect],
          ] as const) {
            expect(y).toBeGreaterThanOrEqual(place.y)
            expect(y).toBeLessThanOrEqual(place.y + place.height)
          }
        }
        const places = picture.cards.map(({ place }) => place)
        for (const [i, a] of places.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(0)
          expect(a.x + a.width).toBeLessThanOrEqual(picture.width)
          expect(a.y).toBeGreaterThanOrEqual(0)
          expect(a.y + a.height).toBeLessThanOrEqual(picture.height)
          for (const b of places.slice(i + 1)) {
            const apart = a.x !== b.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
        }
      }),
    )
  })

  test('of any graph has words that lie on no others', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const { lines } = drawn(...edges)
        for (const [i, { label: a }] of lines.entries()) {
          for (const { label: b } of lines.slice(i + 1)) {
            expect(Math.abs(a.x - b.x) > 160 || Math.abs(a.y - b.y) > 10).toBe(true)
          }
        }
      }),
    )
  })

  test('leads edges that close a cycle back beneath all cards', () => {
    const { lines, cards } = drawn('0>1', '1>2', '2>0')
    const back = lines.find((line) => name(line) === '2>0')!
    const floor = Math.max(...cards.map(({ place }) => place.y + place.height))
    expect(back.curve.pieces.some(({ end: { y } }) => y > floor)).toBe(true)
    // Between the columns it goes down and up, not through a card.
    for (const { x } of back.curve.pieces.map((piece) => piece.end).slice(0, -1)) {
      for (const { place } of cards) expect(x > place.x && x < place.x + place.width).toBe(false)
    }
  })

  test('leaves out the edges with fewest links of very many', () => {
    const edges = Array.from({ length: MOST_LINES + 5 }, (_, i) => `${i}>${i + 1}`)
    const picture = pictureOf(rowsOf(graphOf(edges, MOST_LINES + 6)))
    expect(picture.lines).toHaveLength(MOST_LINES)
    expect(picture.lines.map(name)).not.toContain(edges.at(-1))
  })
})

test('causes come before their effects but in cycles, and the first has no cause outside of its own', () => {
  const ends = (...edges: string[]) =>
    edges.map((text) => ({ cause: text.split('>')[0], effect: text.split('>')[1] }))
  expect(causesFirst(['c', 'b', 'a'], ends('a>b', 'b>c'))).toEqual(['a', 'b', 'c'])
  const [first] = causesFirst(['d', 'a', 'b'], ends('a>b', 'b>a', 'b>d'))
  expect(['a', 'b']).toContain(first)
})

test('keys lead along edges: into the cause, on from the effect, and through all', () => {
  const { lines } = drawn('0>1', '1>2', '3>2')
  const keyOf = (edge: string) => lines.find((line) => name(line) === edge)!.row.key
  const step = (from: string, key: StepKey) => {
    const next = stepFrom(lines, keyOf(from), key)
    return name(lines.find(({ row }) => row.key === next)) ?? null
  }
  expect(step('0>1', 'ArrowRight')).toBe('1>2')
  expect(step('1>2', 'ArrowLeft')).toBe('0>1')
  expect(step('0>1', 'ArrowLeft')).toBeNull()
  const seen: string[] = []
  for (let at: string | null = step('0>1', 'Home'); at; at = step(at, 'ArrowDown')) seen.push(at)
  expect(seen.toSorted()).toEqual(['0>1', '1>2', '3>2'])
  expect(step('0>1', 'End')).toBe(seen.at(-1))
})
