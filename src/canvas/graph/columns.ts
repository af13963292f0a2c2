import type { LayoutEdge, LayoutNode } from './graph-layout.ts'

/** Longer chains of nodes in one column than this keep edges that point backwards: the picture would be too wide to read. */
const MAX_PASSES = 64

/**
 * The column of each node: an effect is right of its causes, but for the edges that close a cycle. What is `pinned` stays.
 * Linear in nodes and edges, times the longest chain that has to be pulled apart.
 */
export function columnsOf(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  pinned: ReadonlyMap<string, number>,
): Map<string, number> {
  const columns = hintedColumns(nodes, edges, pinned)
  const forward = withoutCycles(nodes, edges)
  const root = nodes[0]?.id
  const movable = (id: string) => id !== root && !pinned.has(id)
  // Each node moves away from the root only, so that every chain comes to rest.
  const isLeft = new Map([...columns].map(([id, column]) => [id, column < 0]))
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let moved = false
    for (const { cause, effect } of forward) {
      const left = columns.get(cause)!
      const right = columns.get(effect)!
      if (left < right) continue
      if (isLeft.get(cause)! && movable(cause)) columns.set(cause, right - 1)
      else if (!isLeft.get(effect)! && movable(effect)) columns.set(effect, left + 1)
      else continue
      moved = true
    }
    if (!moved) break
  }
  return columns
}

/** Columns as given; a node without one stands next to the first neighbour that has one. */
function hintedColumns(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  pinned: ReadonlyMap<string, number>,
): Map<string, number> {
  const columns = new Map<string, number>()
  for (const { id, column } of nodes) {
    const known = pinned.get(id) ?? column
    if (known !== null) columns.set(id, known)
  }
  if (columns.size < nodes.length) {
    const neighbours = new Map<string, [id: string, step: number][]>(
      nodes.map(({ id }) => [id, []]),
    )
    for (const { cause, effect } of edges) {
      neighbours.get(cause)!.push([effect, 1])
      neighbours.get(effect)!.push([cause, -1])
    }
    // A map can be walked while it grows: what is reached is gone on from.
    for (const [id, column] of columns) {
      for (const [next, step] of neighbours.get(id)!) {
        if (!columns.has(next)) columns.set(next, column + step)
      }
    }
  }
  for (const { id } of nodes) if (!columns.has(id)) columns.set(id, 0)
  return columns
}

/** The edges but those that lead back to a node on the way from the first nodes. Depth first, without recursion. */
function withoutCycles(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
): readonly LayoutEdge[] {
  const effects = Map.groupBy(edges, ({ cause }) => cause)
  const back = new Set<LayoutEdge>()
  const seen = new Map<string, 'on the way' | 'done'>()
  for (const { id: start } of nodes) {
    if (seen.has(start)) continue
    seen.set(start, 'on the way')
    const way = [{ id: start, next: 0 }]
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const edge = effects.get(at.id)?.[at.next++]
      if (!edge) {
        seen.set(at.id, 'done')
        way.pop()
        continue
      }
      const state = seen.get(edge.effect)
      if (state === 'on the way') back.add(edge)
      if (state !== undefined) continue
      seen.set(edge.effect, 'on the way')
      way.push({ id: edge.effect, next: 0 })
    }
  }
  return edges.filter((edge) => !back.has(edge))
}
