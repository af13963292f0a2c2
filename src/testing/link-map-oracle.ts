import { spanKey } from '../model/ids.ts'
import type { MapGraph } from '../model/link-map/link-map.ts'
import { STATUS_ERROR, type Span, serviceOf } from '../model/span.ts'

/** One edge in words and figures, for comparing. */
export interface OracleEdge {
  readonly links: number
  readonly failed: number
  /** Of the links whose target is there, ascending; in nanoseconds. */
  readonly waits: readonly number[]
}

/** The map of links between operations, or services, made the obvious way: every link looked up among all spans. */
export function obviousMap(
  spans: readonly Span[],
  by: 'operations' | 'services',
): Map<string, OracleEdge> {
  const edges = new Map<string, { links: number; failed: number; waits: number[] }>()
  const nameOf = ({ resource, name }: Span) =>
    by === 'services' ? serviceOf(resource) : `${serviceOf(resource)} ${name}`
  for (const linking of spans) {
    for (const { to } of linking.links) {
      if (!to.valid) continue
      const linked = spans.find(({ ref }) => spanKey(ref) === spanKey(to.ref))
      const key = `${linked ? nameOf(linked) : '?'} > ${nameOf(linking)}`
      const edge = edges.get(key) ?? { links: 0, failed: 0, waits: [] }
      edge.links++
      if ([linking, linked].some((span) => span?.statusCode === STATUS_ERROR)) edge.failed++
      if (linked) edge.waits.push(Number(linking.start - linked.end))
      edges.set(key, edge)
    }
  }
  for (const { waits } of edges.values()) waits.sort((a, b) => a - b)
  return edges
}

/** The figures that a map should have for an obvious edge. */
export function figuresOf(edges: ReadonlyMap<string, OracleEdge>): Map<string, object> {
  // The smallest wait that a share of all does not exceed.
  const within = (waits: readonly number[], share: number) =>
    waits.find((wait) => waits.filter((other) => other <= wait).length >= share * waits.length)
  return new Map(
    Array.from(edges, ([key, { links, failed, waits }]) => {
      const [median, p95] = [within(waits, 0.5), within(waits, 0.95)]
      const figures = { count: waits.length, median, p95, longest: waits.at(-1) }
      return [key, { links, failed, waits: waits.length === 0 ? null : figures }]
    }),
  )
}

/** A map's edges by the same names. */
export function namedEdges({ nodes, edges }: MapGraph): Map<string, object> {
  const nameOf = (node: number) => {
    const { service, name } = nodes[node]
    return name === null ? service : `${service} ${name}`
  }
  return new Map(
    edges.map(({ cause, effect, links, failed, waits }) => [
      `${cause === null ? '?' : nameOf(cause)} > ${nameOf(effect)}`,
      { links, failed, waits },
    ]),
  )
}
