import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MapGraph } from '../../model/link-map/link-map.ts'
import { type StepKey, stepFrom } from './edge-steps.ts'
import { type MapPicture, MOST_LINES, pictureOf } from './map-picture.ts'
import { rowsOf } from './map-rows.ts'
import { causesFirst } from './reading-order.ts'
import { shownRows } from './shown-rows.ts'

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
        const { left, top, right, bottom } = picture.area!
        for (const [i, a] of places.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(left)
          expect(a.x + a.width).toBeLessThanOrEqual(right)
          expect(a.y).toBeGreaterThanOrEqual(top)
          expect(a.y + a.height).toBeLessThanOrEqual(bottom)
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
        expect(lines.every(({ worded }) => worded)).toBe(true)
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

  test('read anew leaves every card in its place, as large as it was, whatever edges come and go', () => {
    fc.assert(
      fc.property(anyEdges, anyEdges, (edges, later) => {
        const before = drawn(...edges)
        const kept = new Map(before.cards.map(({ id, place }) => [id, place]))
        const rows = rowsOf(graphOf(later))
        const after = pictureOf(rows, rows, kept)
        expect(new Set(after.lines.map(name))).toEqual(new Set(later))
        for (const { id, place } of after.cards) {
          if (kept.has(id)) expect(place).toEqual(kept.get(id))
        }
        const places = after.cards.map(({ place }) => place)
        for (const [i, a] of places.entries()) {
          for (const b of places.slice(i + 1)) {
            const apart = a.x !== b.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
        }
      }),
    )
  })

  test('gives words to the edges with most links where a card is too low for all', () => {
    const before = drawn('0>1')
    const kept = new Map(before.cards.map(({ id, place }) => [id, place]))
    const rows = rowsOf(
      graphOf(
        Array.from({ length: 12 }, (_, i) => `0>${i + 1}`),
        13,
      ),
    )
    const { lines } = pictureOf(rows, rows, kept)
    const worded = lines.filter((line) => line.worded)
    expect(worded.length).toBeGreaterThan(1)
    expect(worded.length).toBeLessThan(12)
    expect(worded.map(name)).toContain('0>1')
  })

  test('leaves out the edges with fewest links of very many, but those of what is chosen', () => {
    const edges = Array.from({ length: MOST_LINES + 5 }, (_, i) => `${i}>${i + 1}`)
    const rows = rowsOf(graphOf(edges, MOST_LINES + 6))
    const { effectKey, key } = rows.at(-1)!
    const namesOf = (node: string | null, edge: string | null) => {
      const { cards, lines } = pictureOf(shownRows(rows, { node, edge }), rows)
      return { lines: lines.map(name), last: cards.find(({ id }) => id === rows[149].effectKey) }
    }
    const main = namesOf(null, null)
    expect(main.lines).toHaveLength(MOST_LINES)
    expect(main.lines).not.toContain(edges.at(-1))
    expect(main.last?.edgesLeft).toBe(1)
    expect(namesOf(effectKey, null).lines).toContain(edges.at(-1))
    expect(namesOf(null, key).lines).toContain(edges.at(-1))
    expect(namesOf(rows[149].effectKey, null).last?.edgesLeft).toBe(0)
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
