interface Ends {
  readonly cause: string
  readonly effect: string
}

/**
 * Nodes so that each comes after its causes, but for the edges that close a cycle: the reverse of the order in which a search in depth
 * leaves them. The first has no cause outside of its own cycle. Without recursion; linear.
 */
export function causesFirst(ids: readonly string[], edges: readonly Ends[]): string[] {
  const effects = Map.groupBy(edges, ({ cause }) => cause)
  const seen = new Set<string>()
  const left: string[] = []
  for (const start of ids) {
    if (seen.has(start)) continue
    seen.add(start)
    const way = [{ id: start, next: 0 }]
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const edge = effects.get(at.id)?.[at.next++]
      if (!edge) {
        left.push(at.id)
        way.pop()
      } else if (!seen.has(edge.effect)) {
        seen.add(edge.effect)
        way.push({ id: edge.effect, next: 0 })
      }
    }
  }
  return left.reverse()
}
