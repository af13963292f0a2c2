import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSlices } from '../../base/slices.ts'
import { MAX_EPOCH_NANOS } from '../../base/time.ts'
import type { Span } from '../../model/span.ts'
import { arbitraryLinkedTraces } from '../../testing/arbitrary-links.ts'
import { protoOf } from '../../testing/documents.ts'
import { figuresOf, namedEdges, obviousMap } from '../../testing/link-map-oracle.ts'
import { DRAWN_ORIGIN, draw } from '../../testing/trace-notation.ts'
import { fileSource } from './client.ts'
import { decodeFile } from './decode-file.ts'

const { signal } = new AbortController()
const ALL = { from: 0n, to: MAX_EPOCH_NANOS, maxLinks: 1000 }

async function mapOf(spans: readonly Span[], scope = ALL) {
  const file = await inSlices(decodeFile('traces', protoOf(spans)), signal)
  const source = await fileSource([file], { signal })
  return source.mapLinks!(scope, signal)
}

test('a map of files has the edges that looking up every link gives', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLinkedTraces, async (spans) => {
      const map = await mapOf(spans)
      for (const by of ['operations', 'services'] as const) {
        expect(namedEdges(map[by])).toEqual(figuresOf(obviousMap(spans, by)))
      }
    }),
  )
})

test('a map of files is of the newest linking traces in its time, and says when there are more', async () => {
  const { spans } = draw(`
    trace old
    0-10 shop order -> gone/order
    trace middle
    20-30 shop order -> gone/order -> gone/other
    trace new
    40-50 shop order -> gone/order
    trace late
    60-70 shop order -> gone/order
  `)
  const at = (millis: number) => DRAWN_ORIGIN + BigInt(millis) * 1_000_000n
  const { searched } = await mapOf(spans, { from: 0n, to: at(50), maxLinks: 2 })
  expect(searched).toEqual({
    from: at(20),
    to: at(50),
    traces: 2,
    links: 3,
    malformed: 0,
    more: true,
  })
})
