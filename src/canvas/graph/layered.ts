import type { LayoutEdge, LayoutNode } from './graph-layout.ts'

/** A node, or the passage of an edge through a column in which it does not end. */
export interface Vertex {
  readonly column: number
  readonly height: number
  /** Null: a passage. */
  readonly node: string | null
  readonly left: Tie[]
  readonly right: Tie[]
}

/** One step of an edge to a vertex in the next column; `from` and `to` say how far down the two it ends, from 0 to 1. */
export interface Tie {
  readonly to: number
  readonly at: number
  readonly toAt: number
}

/** Nodes in columns, and every edge as steps from one column to the next. */
export interface Layered {
  readonly vertices: readonly Vertex[]
  /** By column number; each lists vertices, first the ones given first. */
  readonly columns: ReadonlyMap<number, readonly number[]>
  /** The passages of each edge that has any, from cause to effect. */
  readonly passages: ReadonlyMap<string, readonly number[]>
}

/** Edges within a column or backwards take no part: they are drawn around. */
export function layered(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  columnOf: ReadonlyMap<string, number>,
): Layered {
  const vertices: Vertex[] = []
  const columns = new Map<number, number[]>()
  const add = (vertex: Pick<Vertex, 'column' | 'height' | 'node'>): number => {
    const index = vertices.push({ ...vertex, left: [], right: [] }) - 1
    const column = columns.get(vertex.column)
    if (column) column.push(index)
    else columns.set(vertex.column, [index])
    return index
  }
  const vertexOf = new Map<string, number>()
  for (const { id, height } of nodes) {
    vertexOf.set(id, add({ column: columnOf.get(id)!, height, node: id }))
  }
  const passages = new Map<string, number[]>()
  for (const edge of edges) {
    const from = columnOf.get(edge.cause)!
    const to = columnOf.get(edge.effect)!
    if (from >= to) continue
    const way: number[] = []
    for (let column = from + 1; column < to; column++) {
      way.push(add({ column, height: 0, node: null }))
    }
    if (way.length > 0) passages.set(edge.id, way)
    const stops = [vertexOf.get(edge.cause)!, ...way, vertexOf.get(edge.effect)!]
    for (let i = 1; i < stops.length; i++) {
      const at = i === 1 ? edge.causeAt : 0
      const toAt = i === stops.length - 1 ? edge.effectAt : 0
      vertices[stops[i - 1]].right.push({ to: stops[i], at, toAt })
      vertices[stops[i]].left.push({ to: stops[i - 1], at: toAt, toAt: at })
    }
  }
  return { vertices, columns, passages }
}
