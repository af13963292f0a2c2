import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backWay, takeColumns } from './back-way.ts'
import { Bands } from './bands.ts'
import { causalLayout } from './causal.ts'
import { columnsOf } from './columns.ts'
import { type Curve, backCurve, curveThrough } from './curve.ts'
import {
  BOX_WIDTH,
  type LayoutEdge,
  type LayoutNode,
  type Place,
  type Point,
  ROW_GAP,
} from './graph-layout.ts'
import { layered } from './layered.ts'
import { crossingsOf, orderColumns } from './ordering.ts'

/** `a>root` is an edge from a to root; a node's column is drawn as `a@-1`. */
function drawn(text: string): { nodes: LayoutNode[]; edges: LayoutEdge[] } {
  const nodes: LayoutNode[] = []
  const edges: LayoutEdge[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [cause, effect] = word.split('>')
    if (effect !== undefined) edges.push(edge(cause, effect))
    else {
      const [id, column] = word.split('@')
      nodes.push({ id, height: 80, column: column === '?' ? null : Number(column) })
    }
  }
  return { nodes, edges }
}

function edge(cause: string, effect: string): LayoutEdge {
  return { id: `${cause}>${effect}`, cause, effect, causeAt: 0.5, effectAt: 0.5 }
}

const NONE = new Map<string, Place>()

/** Any graph, cycles and edges to nowhere near included; node 0 is the root. */
const anyGraph = fc
  .integer({ min: 1, max: 14 })
  .chain((size) =>
    fc.record({
      columns: fc.array(fc.option(fc.integer({ min: -3, max: 3 })), {
        minLength: size,
        maxLength: size,
      }),
      heights: fc.array(fc.integer({ min: 40, max: 120 }), { minLength: size, maxLength: size }),
      pairs: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
    }),
  )
  .map(({ columns, heights, pairs }) => {
    const nodes = columns.map((column, i) => ({
      id: `n${i}`,
      height: heights[i],
      column: i === 0 ? 0 : column,
    }))
    const keys = new Set(pairs.filter(([a, b]) => a !== b).map(([a, b]) => `n${a}>n${b}`))
    return { nodes, edges: [...keys].map((key) => edge(...(key.split('>') as [string, string]))) }
  })

/** A tree that hangs together over its edges, each node a step further than the one that it hangs on. */
const anyTree = fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 20 }).map((steps) => {
  const nodes: LayoutNode[] = [{ id: 'n0', height: 80, column: 0 }]
  const edges: LayoutEdge[] = []
  steps.forEach(([pick, isCause], i) => {
    const parent = nodes[pick % nodes.length]
    const at = parent.column!
    const left = at < 0 || (at === 0 && isCause)
    const id = `n${i + 1}`
    nodes.push({ id, height: 80, column: left ? at - 1 : at + 1 })
    edges.push(left ? edge(id, parent.id) : edge(parent.id, id))
  })
  return { nodes, edges }
})

describe('columns', () => {
  test('an effect is right of all its causes, and the root stays', () => {
    const { nodes, edges } = drawn('root@0 a@-1 b@-1 c@-1 a>root b>root a>b c>a')
    expect(Object.fromEntries(columnsOf(nodes, edges, new Map()))).toEqual({
      root: 0,
      b: -1,
      a: -2,
      c: -3,
    })
  })

  test('a node that is neither cause nor effect of the root stands next to its neighbour', () => {
    const { nodes, edges } = drawn('root@0 a@-1 other@? further@? a>root a>other other>further')
    const columns = columnsOf(nodes, edges, new Map())
    expect([columns.get('other'), columns.get('further')]).toEqual([0, 1])
  })

  test('a cycle keeps one edge that points backwards', () => {
    const { nodes, edges } = drawn('root@0 a@1 b@2 root>a a>b b>root')
    expect([...columnsOf(nodes, edges, new Map()).values()]).toEqual([0, 1, 2])
  })

  test('without cycles no edge points backwards, on either side', () => {
    fc.assert(
      fc.property(anyGraph, fc.boolean(), ({ nodes, edges }, mirrored) => {
        const number = (id: string) => Number(id.slice(1))
        const acyclic = edges
          .filter(({ cause, effect }) => number(cause) < number(effect))
          .map(({ cause, effect }) => (mirrored ? edge(effect, cause) : edge(cause, effect)))
        const side = mirrored ? -1 : 1
        const sided = nodes.map((node, i) => ({ ...node, column: i === 0 ? 0 : side }))
        const columns = columnsOf(sided, acyclic, new Map())
        expect(columns.get('n0')).toBe(0)
        for (const { cause, effect } of acyclic) {
          expect(columns.get(cause)!).toBeLessThan(columns.get(effect)!)
        }
      }),
    )
  })
})

describe('order', () => {
  test('a tree is drawn without crossings', () => {
    fc.assert(
      fc.property(anyTree, ({ nodes, edges }) => {
        const graph = layered(nodes, edges, columnsOf(nodes, edges, new Map()))
        expect(crossingsOf(graph, orderColumns(graph))).toBe(0)
      }),
    )
  })

  test('crossings are counted as by looking at every pair', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const graph = layered(nodes, edges, columnsOf(nodes, edges, new Map()))
        const place = new Map(
          [...graph.columns.values()].flatMap((column) => column.map((v, i) => [v, i] as const)),
        )
        const steps = graph.vertices.flatMap((vertex, v) =>
          vertex.right.map(({ to, at }) => ({
            column: vertex.column,
            from: place.get(v)! + at / 2,
            to: place.get(to)!,
          })),
        )
        let pairs = 0
        steps.forEach((a, i) => {
          for (const b of steps.slice(i + 1)) {
            if (a.column === b.column && (a.from - b.from) * (a.to - b.to) < 0) pairs++
          }
        })
        expect(crossingsOf(graph, graph.columns)).toBe(pairs)
      }),
    )
  })

  test('never has more crossings than the order given', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const graph = layered(nodes, edges, columnsOf(nodes, edges, new Map()))
        const best = crossingsOf(graph, orderColumns(graph))
        expect(best).toBeLessThanOrEqual(crossingsOf(graph, graph.columns))
      }),
    )
  })
})

describe('causal layout', () => {
  test('the causes of a batch stand in one column in their order, the batch at their middle', () => {
    const { nodes, edges } = drawn('root@0 a@-1 b@-1 c@-1 a>root b>root c>root')
    const { places } = causalLayout(nodes, edges, NONE)
    expect(['a', 'b', 'c'].map((id) => places.get(id)!.y)).toEqual([
      -80 - ROW_GAP - 40,
      -40,
      80 + ROW_GAP - 40,
    ])
    expect(places.get('root')!.y).toBe(-40)
    expect(places.get('a')!.x).toBeLessThan(places.get('root')!.x)
  })

  test('an edge that passes a column goes between its boxes', () => {
    const { nodes, edges } = drawn('root@0 a@-1 far@-2 a>root far>root far>a')
    const { places, bends } = causalLayout(nodes, edges, NONE)
    const [left, right] = bends.get('far>root')!
    const a = places.get('a')!
    expect([left.x, right.x]).toEqual([a.x, a.x + BOX_WIDTH])
    expect(left.y <= a.y - ROW_GAP || left.y >= a.y + a.height + ROW_GAP).toBe(true)
  })

  test('boxes never overlap, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const { places } = causalLayout(nodes, edges, NONE)
        expect(places.size).toBe(nodes.length)
        expect(overlaps(places)).toEqual([])
      }),
    )
  })

  test('no edge passes behind a box that is not one of its ends, whatever was there before', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(), ({ nodes, edges }, pick) => {
        const shown = nodes.slice(0, 1 + (pick % nodes.length))
        const ids = new Set(shown.map(({ id }) => id))
        const among = edges.filter(({ cause, effect }) => ids.has(cause) && ids.has(effect))
        const { places } = causalLayout(shown, among, NONE)
        const grown = causalLayout(nodes, edges, places)
        const columns = new Bands()
        takeColumns(columns, grown.places.values())
        for (const { id, cause, effect } of edges) {
          const [a, b] = [grown.places.get(cause)!, grown.places.get(effect)!]
          const from = { x: a.x + a.width, y: a.y + a.height / 2 }
          const to = { x: b.x, y: b.y + b.height / 2 }
          const curve =
            to.x > from.x
              ? curveThrough(from, grown.bends.get(id) ?? [], to)
              : backCurve(from, backWay(columns, from, to), to)
          for (const [other, { x, y, width, height }] of grown.places) {
            const inside = pointsOn(curve).filter((point) => {
              const across = point.x > x + 0.5 && point.x < x + width - 0.5
              return across && point.y > y + 0.5 && point.y < y + height - 0.5
            })
            expect(inside, `${id} behind ${other}`).toEqual([])
          }
        }
      }),
    )
  })

  test('newcomers to a column stand together in the order given, if they hang on the same box', () => {
    const counts = fc.record({ there: fc.integer({ min: 1, max: 9 }), come: fc.nat(12) })
    fc.assert(
      fc.property(counts, fc.array(fc.nat(8)), ({ there, come }, left) => {
        const ids = (prefix: string, count: number) =>
          Array.from({ length: count }, (_, i) => `${prefix}${i}`)
        const graphOf = (causes: readonly string[]) =>
          drawn(`root@0 ${causes.map((id) => `${id}@-1 ${id}>root`).join(' ')}`)
        const before = graphOf(ids('old', there))
        const { places } = causalLayout(before.nodes, before.edges, NONE)
        // Some that were there are gone, and leave room that is too small for all.
        const stay = ids('old', there).filter((_, i) => !left.includes(i))
        const after = graphOf([...stay, ...ids('new', come)])
        const grown = causalLayout(after.nodes, after.edges, places).places
        const order = [...stay, ...ids('new', come)].sort(
          (a, b) => grown.get(a)!.y - grown.get(b)!.y,
        )
        const from = order.indexOf('new0')
        if (come > 0) expect(order.slice(from, from + come)).toEqual(ids('new', come))
      }),
    )
  })

  test('what is there keeps its place when more comes and when some goes', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(), ({ nodes, edges }, pick) => {
        const shown = nodes.slice(0, 1 + (pick % nodes.length))
        const ids = new Set(shown.map(({ id }) => id))
        const among = edges.filter(({ cause, effect }) => ids.has(cause) && ids.has(effect))
        const before = causalLayout(shown, among, NONE)
        const grown = causalLayout(nodes, edges, before.places)
        expect(overlaps(grown.places)).toEqual([])
        for (const [id, place] of before.places) expect(grown.places.get(id)).toEqual(place)
        const back = causalLayout(shown, among, grown.places)
        expect(back.places).toEqual(before.places)
      }),
    )
  })

  test('says when what is kept makes edges run backwards that need not', () => {
    const before = drawn('root@0 cause@-1 cause>root')
    const { places, strained } = causalLayout(before.nodes, before.edges, NONE)
    // What comes late lies between the two.
    const late = drawn('root@0 cause@-1 late@-1 cause>root cause>late late>root')
    expect(strained).toBe(false)
    expect(causalLayout(late.nodes, late.edges, places).strained).toBe(true)
    expect(causalLayout(late.nodes, late.edges, NONE).strained).toBe(false)
    const cycle = drawn('root@0 cause@-1 cause>root root>cause')
    expect(causalLayout(cycle.nodes, cycle.edges, places).strained).toBe(false)
  })
})

/** Points near enough to each other that none misses a box. */
function pointsOn({ start, pieces }: Curve): Point[] {
  let from = start
  return pieces.flatMap(({ control1, control2, end }) => {
    const begin = from
    from = end
    return Array.from({ length: 41 }, (_, i) => {
      const t = i / 40
      const along = (axis: 'x' | 'y') =>
        (1 - t) ** 3 * begin[axis] +
        3 * (1 - t) ** 2 * t * control1[axis] +
        3 * (1 - t) * t * t * control2[axis] +
        t ** 3 * end[axis]
      return { x: along('x'), y: along('y') }
    })
  })
}

function overlaps(places: ReadonlyMap<string, Place>): string[] {
  const all = [...places]
  return all.flatMap(([id, a], i) =>
    all.slice(i + 1).flatMap(([other, b]) => {
      const apart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y + 1e-6 ||
        b.y + b.height <= a.y + 1e-6
      return apart ? [] : [`${id} and ${other}`]
    }),
  )
}
