import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import type { LinkMap } from '../../model/link-map/link-map.ts'
import { localSource } from '../../sources/local/client.ts'
import type { Span } from '../../model/span.ts'
import { arbitraryLinkedTraces } from '../../testing/arbitrary-links.ts'
import { protoOf } from '../../testing/documents.ts'
import { figuresOf, namedEdges, obviousMap } from '../../testing/link-map-oracle.ts'
import { DRAWN_ORIGIN, draw } from '../../testing/trace-notation.ts'
import { openApp, openStore, storeProto } from '../harness.ts'

const { signal } = new AbortController()
const ALL = { from: 0n, to: MAX_EPOCH_NANOS, maxLinks: 1000 }
const at = (millis: number) => DRAWN_ORIGIN + BigInt(millis) * 1_000_000n

const { spans } = draw(`
  trace a
  0-10 orders.api receive-order
  trace b
  5-12 orders.api receive-order
  trace early
  50-60 orders-batch process-batch -> a/receive-order
  trace late
  100-200 orders-batch process-batch !error -> b/receive-order -> gone/receive-order
`)

function drawn({ operations: { nodes, edges } }: LinkMap): string[] {
  const name = (node: number | null) => (node === null ? '?' : nodes[node].name)
  return edges.map((edge) => {
    const wait = edge.waits ? ` longest ${edge.waits.longest / 1e6} ms` : ''
    return `${name(edge.cause)} > ${name(edge.effect)} ×${edge.links} failed ${edge.failed}${wait}`
  })
}

async function mapped(scope: typeof ALL, of: readonly Span[] = spans): Promise<LinkMap> {
  const store = openStore()
  await storeProto(store, protoOf(of))
  const map = await store.linkMap(scope, signal)
  await store.close()
  return map
}

describe('link map of the store', () => {
  test('counts links between operations, their waits, what failed and what is absent', async () => {
    const map = await mapped(ALL)
    expect(drawn(map)).toEqual([
      'receive-order > process-batch ×2 failed 1 longest 88 ms',
      '? > process-batch ×1 failed 1',
    ])
    expect(map.searched).toMatchObject({ traces: 2, links: 3, more: false })
  })

  test('has the edges that looking up every link gives', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLinkedTraces, async (traces) => {
        const map = await mapped(ALL, traces)
        for (const by of ['operations', 'services'] as const) {
          expect(namedEdges(map[by])).toEqual(figuresOf(obviousMap(traces, by)))
        }
      }),
    )
  })

  test('is of the links of traces that began in its time', async () => {
    const map = await mapped({ ...ALL, from: at(40), to: at(60) })
    expect(drawn(map)).toEqual(['receive-order > process-batch ×1 failed 0 longest 40 ms'])
  })

  test('stops after so many links, the newest first, and says so', async () => {
    const { searched } = await mapped({ ...ALL, maxLinks: 2 })
    expect(searched).toMatchObject({ from: at(100), traces: 1, links: 2, more: true })
  })

  test('stops when no one waits any more', async () => {
    const store = openStore()
    await storeProto(store, protoOf(spans))
    await expect(store.linkMap(ALL, AbortSignal.abort())).rejects.toThrow('abort')
    await store.close()
  })

  test('comes through the API as it is', async () => {
    const app = openApp()
    await storeProto(app.store, protoOf(spans))
    const { from, to, maxLinks } = ALL
    const response = await app.call(`/api/v1/link-map?from=${from}&to=${to}&limit=${maxLinks}`)
    expect(response.status).toBe(200)
    const fetched = globalThis.fetch
    try {
      globalThis.fetch = () => Promise.resolve(response)
      expect(await localSource().mapLinks!(ALL, signal)).toEqual(
        await app.store.linkMap(ALL, signal),
      )
    } finally {
      globalThis.fetch = fetched
    }
    await app.store.close()
  })

  test('a time after its end is a bad query', async () => {
    const app = openApp()
    const response = await app.call('/api/v1/link-map?from=2&to=1')
    expect(response.status).toBe(400)
    await app.store.close()
  })
})
