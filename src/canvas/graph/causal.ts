import { columnsOf } from './columns.ts'
import {
  BOX_WIDTH,
  COLUMN_PITCH,
  type GraphLayout,
  type LayoutEdge,
  type LayoutNode,
  type Place,
  type Point,
  ROW_GAP,
} from './graph-layout.ts'
import { type Layered, layered } from './layered.ts'
import { type Columns, orderColumns } from './ordering.ts'
import { type Taken, freeSlot, spread } from './spread.ts'

const SWEEPS = 3

/**
 * Causes left, effects right, a column a step. The first node is the root, at the middle of the picture. Nodes in `kept` stay exactly
 * where they are; new ones take the free room nearest to their neighbours.
 */
export function causalLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  kept: ReadonlyMap<string, Place>,
): GraphLayout {
  const pinned = new Map<string, number>()
  for (const { id } of nodes) {
    const place = kept.get(id)
    if (place) pinned.set(id, Math.round(place.x / COLUMN_PITCH))
  }
  const graph = layered(nodes, edges, columnsOf(nodes, edges, pinned))
  const columns = orderColumns(graph)
  const tops = pinned.size === 0 ? freshTops(graph, columns) : addedTops(graph, columns, kept)
  return laidOut(graph, tops)
}

/** Every vertex at the mean of its neighbours, as far as the order and the room allow. */
function freshTops(graph: Layered, columns: Columns): Float64Array {
  const { vertices } = graph
  const tops = new Float64Array(vertices.length)
  const numbers = [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))
  const done = new Set<number>()
  for (const number of numbers) {
    const placed = (vertex: number) => done.has(vertices[vertex].column)
    spreadColumn(
      graph,
      tops,
      columns.get(number)!,
      (vertex, i) => wishedMiddle(graph, tops, vertex, placed) ?? i * 1e-3,
    )
    done.add(number)
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const number of sweep % 2 === 0 ? numbers.toReversed() : numbers) {
      spreadColumn(
        graph,
        tops,
        columns.get(number)!,
        (vertex) =>
          wishedMiddle(graph, tops, vertex, () => true) ??
          tops[vertex] + vertices[vertex].height / 2,
      )
    }
  }
  return tops
}

/** Lays out a column in its order, each vertex as near as may be to where it would like its middle. */
function spreadColumn(
  { vertices }: Layered,
  tops: Float64Array,
  column: readonly number[],
  middleOf: (vertex: number, i: number) => number,
): void {
  const wishes = column.map((vertex, i) => ({
    middle: middleOf(vertex, i),
    length: vertices[vertex].height,
  }))
  spread(wishes, ROW_GAP).forEach((top, i) => (tops[column[i]] = top))
}

function addedTops(
  graph: Layered,
  columns: Columns,
  kept: ReadonlyMap<string, Place>,
): Float64Array {
  const { vertices } = graph
  const tops = new Float64Array(vertices.length)
  const done = new Uint8Array(vertices.length)
  const numbers = [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))
  vertices.forEach(({ node }, vertex) => {
    const place = node === null ? undefined : kept.get(node)
    if (!place) return
    tops[vertex] = place.y
    done[vertex] = 1
  })
  for (const number of numbers) {
    const column = columns.get(number)!
    const placed = (vertex: number) => done[vertex] === 1
    if (!column.some(placed)) {
      // Nothing in it has to stay.
      const middleOf = (vertex: number, i: number) =>
        wishedMiddle(graph, tops, vertex, placed) ?? i * 1e-3
      spreadColumn(graph, tops, column, middleOf)
      for (const vertex of column) done[vertex] = 1
      continue
    }
    const taken: Taken[] = column.filter((vertex) => done[vertex]).map(takenBy)
    taken.sort((a, b) => a.from - b.from)
    for (const vertex of column) {
      if (done[vertex]) continue
      const middle = wishedMiddle(graph, tops, vertex, placed) ?? 0
      tops[vertex] = freeSlot(taken, { middle, length: vertices[vertex].height }, ROW_GAP)
      const added = takenBy(vertex)
      const before = taken.findIndex(({ from }) => from > added.from)
      taken.splice(before === -1 ? taken.length : before, 0, added)
      done[vertex] = 1
    }
  }
  return tops

  function takenBy(vertex: number): Taken {
    return { from: tops[vertex], to: tops[vertex] + vertices[vertex].height }
  }
}

/** The mean height of the ends of a vertex' edges; null where no neighbour has a place. */
function wishedMiddle(
  { vertices }: Layered,
  tops: Float64Array,
  vertex: number,
  placed: (vertex: number) => boolean,
): number | null {
  const { left, right } = vertices[vertex]
  let sum = 0
  let count = 0
  for (const ties of [left, right]) {
    for (const { to } of ties) {
      if (!placed(to)) continue
      sum += tops[to] + vertices[to].height / 2
      count++
    }
  }
  return count === 0 ? null : sum / count
}

function laidOut({ vertices, passages }: Layered, tops: Float64Array): GraphLayout {
  const places = new Map<string, Place>()
  vertices.forEach(({ node, column, height }, vertex) => {
    if (node === null) return
    places.set(node, { x: column * COLUMN_PITCH, y: tops[vertex], width: BOX_WIDTH, height })
  })
  const bends = new Map<string, readonly Point[]>()
  for (const [edge, way] of passages) {
    bends.set(
      edge,
      way.flatMap((vertex) => {
        const x = vertices[vertex].column * COLUMN_PITCH
        return [
          { x, y: tops[vertex] },
          { x: x + BOX_WIDTH, y: tops[vertex] },
        ]
      }),
    )
  }
  return { places, bends }
}
