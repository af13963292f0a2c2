import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSpanRef } from '../ids.ts'
import { STATUS_ERROR, STATUS_OK } from '../span.ts'
import type { SpanSummary } from '../summary.ts'
import { waitFigures } from '../wait.ts'
import { LinkMapBuilder } from './build-link-map.ts'
import { EXAMPLES, type MapLink } from './link-map.ts'

function span(name: string, start: number, end: number, status = STATUS_OK): SpanSummary {
  const ref = parseSpanRef('a', String(start + 1))!
  return { ref, service: 'shop', name, kind: 1, status, start: BigInt(start), end: BigInt(end) }
}

function link(linking: SpanSummary, linked: SpanSummary | null): MapLink {
  return { linking, linked, to: linked?.ref ?? parseSpanRef('b', 'b')! }
}

function graphsOf(links: readonly MapLink[]) {
  const builder = new LinkMapBuilder()
  for (const each of links) builder.add(each)
  return builder.finish()
}

function mapOf(links: readonly MapLink[]) {
  return graphsOf(links).operations
}

describe('link map', () => {
  test('an edge counts the links from spans of one operation to spans of another', () => {
    const { nodes, edges } = mapOf([
      link(span('batch', 100, 200), span('order', 0, 10)),
      link(span('batch', 100, 200), span('order', 0, 30)),
    ])
    expect(nodes.map(({ name }) => name)).toEqual(['order', 'batch'])
    expect(edges).toMatchObject([{ cause: 0, effect: 1, links: 2, failed: 0 }])
    expect(edges[0].waits).toEqual(waitFigures([90, 70]))
  })

  test('links to absent spans are edges without a cause and without waits', () => {
    const { edges } = mapOf([link(span('batch', 100, 200), null)])
    expect(edges).toMatchObject([{ cause: null, effect: 0, links: 1, waits: null }])
  })

  test('services and names that look alike when joined are different nodes', () => {
    const a = { ...span('b","c', 1, 2), service: 'a' }
    const b = { ...span('c', 1, 2), service: 'a","b' }
    expect(mapOf([link(a, b)]).nodes).toHaveLength(2)
  })

  test('of many links the failed ones are examples, then those that waited longest', () => {
    const times = fc.array(fc.tuple(fc.nat(1000), fc.boolean()), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(times, (all) => {
        const links = all.map(([wait, failed]) =>
          link(
            span('batch', 1000, 2000, failed ? STATUS_ERROR : STATUS_OK),
            span('o', 0, 1000 - wait),
          ),
        )
        const [edge] = mapOf(links).edges
        const rank = (each: MapLink): [number, number] => [
          each.linking.status === STATUS_ERROR ? 1 : 0,
          Number(each.linking.start - each.linked!.end),
        ]
        const best = links
          .map(rank)
          .sort((a, b) => b[0] - a[0] || b[1] - a[1])
          .slice(0, EXAMPLES)
        expect(edge.examples.map(rank)).toEqual(best)
        expect(edge.links).toBe(links.length)
        const renamed = links.map((each, i) => ({
          ...each,
          linking: { ...each.linking, name: `batch ${i % 3}` },
        }))
        const [service] = graphsOf(renamed).services.edges
        expect(service.examples.map(rank)).toEqual(best)
        expect(service.waits).toEqual(edge.waits)
      }),
    )
  })
})
