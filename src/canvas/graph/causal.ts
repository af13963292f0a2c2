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
 * where they are; new ones stand together in the free room nearest to their neighbours.
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
  const placed = columnsOf(nodes, edges, pinned)
  const graph = layered(nodes, edges, placed)
  const columns = orderColumns(graph)
  const tops = pinned.size === 0 ? freshTops(graph, columns) : addedTops(graph, columns, kept)
  const strained =
    pinned.size > 0 &&
    backwardIn(placed, edges) > 0 &&
    backwardIn(placed, edges) > backwardIn(columnsOf(nodes, edges, new Map()), edges)
  return { ...laidOut(graph, tops), strained }
}

/** Edges that do not go to the right. A cycle has one wherever its nodes stand. */
function backwardIn(columns: ReadonlyMap<string, number>, edges: readonly LayoutEdge[]): number {
  return edges.filter(({ cause, effect }) => columns.get(cause)! >= columns.get(effect)!).length
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

/**
 * In columns that are there, newcomers with the same neighbours are one run in the order given, which stands in the free room that is
 * nearest to those neighbours; so they stand together, whatever is there already.
 */
function addedTops(
  graph: Layered,
  columns: Columns,
  kept: ReadonlyMap<string, Place>,
): Float64Array {
  const { vertices } = graph
  const tops = new Float64Array(vertices.length)
  const done = new Uint8Array(vertices.length)
  const placed = (vertex: number) => done[vertex] === 1
  vertices.forEach(({ node }, vertex) => {
    const place = node === null ? undefined : kept.get(node)
    if (!place) return
    tops[vertex] = place.y
    done[vertex] = 1
  })
  for (const number of [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))) {
    const column = columns.get(number)!
    if (!column.some(placed)) {
      // Nothing in it has to stay.
      const middleOf = (vertex: number, i: number) =>
        wishedMiddle(graph, tops, vertex, placed) ?? i * 1e-3
      spreadColumn(graph, tops, column, middleOf)
      for (const vertex of column) done[vertex] = 1
      continue
    }
    const taken: Taken[] = column.filter(placed).map((vertex) => ({
      from: tops[vertex],
      to: tops[vertex] + vertices[vertex].height,
    }))
    taken.sort((a, b) => a.from - b.from)
    for (const run of runsOf(graph, column, placed)) {
      const isPassage = vertices[run[0]].node === null
      const length = run.reduce((sum, vertex) => sum + vertices[vertex].height + ROW_GAP, -ROW_GAP)
      const middle = wishedMiddle(graph, tops, run[0], placed) ?? 0
      // An edge passes between two boxes.
      let top = freeSlot(taken, { middle, length }, isPassage ? ROW_GAP / 2 : ROW_GAP)
      if (!isPassage) {
        const before = taken.findIndex(({ from }) => from > top)
        taken.splice(before === -1 ? taken.length : before, 0, { from: top, to: top + length })
      }
      for (const vertex of run) {
        tops[vertex] = top
        top += vertices[vertex].height + ROW_GAP
        done[vertex] = 1
      }
    }
  }
  return tops
}

/** What of a column has no place yet, as runs that stay together: boxes by their neighbours that have one, then each passage alone. */
function runsOf(
  { vertices }: Layered,
  column: readonly number[],
  placed: (vertex: number) => boolean,
): readonly number[][] {
  const fresh = column.filter((vertex) => !placed(vertex))
  const boxes = fresh.filter((vertex) => vertices[vertex].node !== null)
  const runs = Map.groupBy(boxes, (vertex) => {
    const { left, right } = vertices[vertex]
    const ends = [left, right].map((ties) => ties.flatMap(({ to }) => (placed(to) ? [to] : [])))
    return ends.map((side) => side.sort((a, b) => a - b).join()).join('|')
  })
  return [
    // Vertices are numbered as they were given.
    ...[...runs.values()].map((run) => run.sort((a, b) => a - b)),
    ...fresh.filter((vertex) => vertices[vertex].node === null).map((vertex) => [vertex]),
  ]
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

function laidOut(
  { vertices, passages }: Layered,
  tops: Float64Array,
): Omit<GraphLayout, 'strained'> {
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
