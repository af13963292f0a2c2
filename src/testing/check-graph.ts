import { expect } from 'vitest'
import { type SpanKey, type TraceId, spanKey } from '../model/ids.ts'
import type { LinkGraph } from '../model/link-graph/link-graph.ts'

/** Every invariant of a link graph that holds at any time, however far it has come. */
export function checkGraph({ root, boxes, edges, spent, goal }: LinkGraph): void {
  expect(boxes.keys().next().value).toBe(root.traceId)
  expect(boxes.get(root.traceId)).toMatchObject({ side: 'root', hop: 0 })
  expect(boxes.size).toBe(spent.boxes)
  expect(boxes.size).toBeLessThanOrEqual(goal.budget.boxes)

  const ends = new Map<TraceId, Set<SpanKey>>()
  const neighbours = new Map<TraceId, Set<TraceId>>()
  for (const [key, { from, to, linking, linked, links, sameTrace }] of edges) {
    expect(key).toBe(`${spanKey(from)}>${spanKey(to)}`)
    expect(linking.ref).toEqual(from)
    if (linked.at === 'elsewhere') expect(linked.span.ref).toEqual(to)
    expect(links.length).toBeGreaterThan(0)
    expect(sameTrace).toBe(from.traceId === to.traceId)
    for (const ref of [from, to]) {
      expect(boxes.has(ref.traceId)).toBe(true)
      ends.set(ref.traceId, (ends.get(ref.traceId) ?? new Set()).add(spanKey(ref)))
    }
    for (const [a, b] of [
      [from.traceId, to.traceId],
      [to.traceId, from.traceId],
    ]) {
      neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b))
    }
  }
  for (const [traceId, box] of boxes) {
    expect(box.traceId).toBe(traceId)
    expect(new Set(box.ends.map(({ ref }) => spanKey(ref)))).toEqual(ends.get(traceId) ?? new Set())
    expect(box.side === 'root').toBe(traceId === root.traceId)
    if (box.side === 'root') continue
    const hops = [...(neighbours.get(traceId) ?? [])].map((other) => boxes.get(other)?.hop ?? 0)
    // Some neighbour is nearer to the root; more than one link nearer where it is an effect as well and nearer as that.
    expect(Math.min(...hops)).toBeLessThan(box.hop)
  }
}
