import { describe, expect, test } from 'vitest'
import type { MapEdge, MapGraph } from '../../model/link-map/link-map.ts'
import { COLUMNS, pressed, rowsOf, sortedRows, sortingOf } from './map-rows.ts'

const NODES = [
  { service: 'api', name: 'order' },
  { service: 'jobs', name: 'batch' },
  { service: 'api', name: 'alert' },
]

function edge(cause: number | null, effect: number, part: Partial<MapEdge> = {}): MapEdge {
  return { cause, effect, links: 1, failed: 0, waits: null, examples: [], ...part }
}

const waits = (median: number) => ({ count: 1, median, p95: median, longest: median })

const GRAPH: MapGraph = {
  nodes: NODES,
  edges: [
    edge(0, 1, { links: 9, failed: 1, waits: waits(5) }),
    edge(null, 1, { links: 3 }),
    edge(2, 1, { links: 2, failed: 1, waits: waits(-7) }),
  ],
}
const rows = rowsOf(GRAPH)
const order = (by: string) =>
  sortedRows(rows, { order: by }).map(({ cause }) => cause?.name ?? 'not found')

describe('rows of a map', () => {
  test('an edge has the same key in any map, and no other edge has it', () => {
    const others = rowsOf({
      nodes: NODES.toReversed(),
      edges: [edge(2, 1), edge(null, 1), edge(0, 1)],
    })
    expect(others.map(({ key }) => key)).toEqual(rows.map(({ key }) => key))
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3)
  })

  test('a service as a whole is no operation without a name', () => {
    const keys = [null, ''].map((name) => {
      return rowsOf({ nodes: [{ service: 'api', name }], edges: [edge(0, 0)] })[0].key
    })
    expect(keys[0]).not.toBe(keys[1])
  })

  test('are sorted by any column, those without a figure last either way', () => {
    expect(order('-links')).toEqual(['order', 'not found', 'alert'])
    expect(order('cause')).toEqual(['alert', 'order', 'not found'])
    expect(order('median')).toEqual(['alert', 'order', 'not found'])
    expect(order('-median')).toEqual(['order', 'alert', 'not found'])
    expect(order('-failed')).toEqual(['alert', 'order', 'not found'])
    expect(order('-absent')).toEqual(['not found', 'order', 'alert'])
  })

  test('an unknown order is that of most links first', () => {
    expect(sortingOf({ order: '-nonsense' })).toEqual({ column: 'links', descending: true })
  })

  test('a header pressed twice turns the order round', () => {
    for (const column of COLUMNS) {
      const once = pressed({ order: 'nonsense' }, column)
      const twice = pressed({ order: once }, column)
      expect(sortingOf({ order: twice }).descending).toBe(!sortingOf({ order: once }).descending)
      expect(pressed({ order: twice }, column)).toBe(once)
    }
  })
})
