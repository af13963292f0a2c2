import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../model/span.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import { arbitraryLinkedTraces } from '../testing/arbitrary-links.ts'
import { outlineHere, sourceOf } from '../testing/graph-driver.ts'
import { figuresOf, namedEdges, obviousMap } from '../testing/link-map-oracle.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../testing/trace-notation.ts'
import { type MapScanProgress, type MapScanScope, scanLinkMap } from './scan-link-map.ts'

const NEVER = new AbortController().signal
const ALL: MapScanScope = { from: null, to: null, maxTraces: 1000, maxLinks: 1000 }
const at = (millis: number) => DRAWN_ORIGIN + BigInt(millis) * 1_000_000n

/** Twelve batches, one a second, each with a link to an order of its own; the newest is batch 11. */
const BATCHES = draw(
  Array.from(
    { length: 12 },
    (_, i) => `
      trace order-${i}
      ${i * 1000}-${i * 1000 + 10} shop order
      trace batch-${i}
      ${i * 1000 + 50}-${i * 1000 + 60} jobs batch -> order-${i}/order`,
  ).join('\n'),
).spans

/** A source that takes two references at a time, changed as told. */
async function sourceWith(spans: readonly Span[], change: Partial<TraceSource> = {}) {
  const source = await sourceOf(spans)
  const capabilities = { ...source.capabilities, resolveAtOnce: 2 }
  return { ...source, mapLinks: undefined, capabilities, ...change }
}

async function scanned(source: TraceSource, scope = ALL, signal = NEVER) {
  const told: MapScanProgress[] = []
  const map = await scanLinkMap(source, outlineHere, scope, signal, (each) => told.push(each))
  return { map, told }
}

describe('a scan for a link map', () => {
  test('finds the edges that looking up every link gives', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLinkedTraces, async (spans) => {
        const { map } = await scanned(await sourceWith(spans))
        for (const by of ['operations', 'services'] as const) {
          expect(namedEdges(map[by])).toEqual(figuresOf(obviousMap(spans, by)))
        }
        expect(map.searched).toMatchObject({ more: false, leftOut: [] })
      }),
      { numRuns: 50 },
    )
  })

  test('asks for each linked span once', async () => {
    const { spans } = draw(`
      trace order
      0-10 shop order
      trace one
      20-30 jobs batch -> order/order -> gone/order
      trace two
      40-50 jobs batch -> order/order -> gone/order -> one/batch
    `)
    const source = await sourceWith(spans)
    const asked: string[] = []
    await scanned({
      ...source,
      resolveSpans: (refs, signal) => {
        asked.push(...refs.map(({ spanId }) => spanId))
        return source.resolveSpans(refs, signal)
      },
    })
    const expected = ['order/order', 'gone/order'].map((path) => drawnRef(path).spanId)
    expect(asked.sort()).toEqual(expected.sort())
  })

  test('stops at its bounds, says so, and has the newest links', async () => {
    const source = await sourceWith(BATCHES)
    const byTraces = await scanned(source, { ...ALL, maxTraces: 3 })
    expect(byTraces.map.searched).toMatchObject({
      from: at(9050),
      traces: 3,
      links: 3,
      more: true,
    })
    const byLinks = await scanned(source, { ...ALL, maxLinks: 2 })
    expect(byLinks.map.searched).toMatchObject({ from: at(10050), links: 2, more: true })
  })

  test('reads every trace of a source that can’t choose those with links', async () => {
    const source = await sourceWith(BATCHES)
    const unsearchable = { linksOut: 'It knows no links.' }
    const { map } = await scanned({
      ...source,
      capabilities: { ...source.capabilities, unsearchable },
      searchTraces: async (query, signal) => {
        expect(query.links).toBe('any')
        const found = await source.searchTraces(query, signal)
        return { ...found, traces: found.traces.map((each) => ({ ...each, linksOut: null })) }
      },
    })
    expect(map.searched).toMatchObject({ traces: 24, links: 12 })
  })

  test('tells how far it is, and what it has found so far can be kept', async () => {
    const controller = new AbortController()
    const source = await sourceWith(BATCHES)
    const told: MapScanProgress[] = []
    const answer = scanLinkMap(source, outlineHere, ALL, controller.signal, (each) => {
      told.push(each)
      if (each.traces > 0) controller.abort()
    })
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(told.map(({ traces, of, links }) => [traces, of, links])).toEqual([
      [0, 12, 0],
      [8, 12, 8],
    ])
    const { operations, searched } = told[1].found()
    expect(operations.edges).toMatchObject([{ links: 8, waits: { count: 8, median: 40e6 } }])
    expect(searched).toMatchObject({ from: at(4050), traces: 8, links: 8, more: true })
  })

  test('counts the traces that could not be read, and goes on', async () => {
    const source = await sourceWith(BATCHES)
    const { map } = await scanned({
      ...source,
      fetchTrace: (id, signal) => {
        if (id !== drawnRef('batch-3/x').traceId) return source.fetchTrace(id, signal)
        throw new SourceError('tooLarge', 'The trace is too large.')
      },
    })
    expect(map.searched).toMatchObject({
      traces: 11,
      links: 11,
      leftOut: ['1 of 12 traces could not be read: The trace is too large.'],
    })
  })

  test('counts the spans that could not be looked up, which are not taken for absent', async () => {
    const source = await sourceWith(BATCHES)
    const { map } = await scanned({
      ...source,
      resolveSpans: async (refs, signal) => {
        if (refs.some(({ traceId }) => traceId === drawnRef('order-11/x').traceId)) {
          throw new SourceError('rateLimited', 'Too many requests.')
        }
        const why = { reason: 'access denied', message: 'Not yours.' } as const
        const denied = drawnRef('order-0/x').traceId
        const answers = await source.resolveSpans(refs, signal)
        return answers.map((answer) =>
          answer.ref.traceId === denied ? { ref: answer.ref, span: null, why } : answer,
        )
      },
    })
    expect(map.operations.edges).toMatchObject([{ cause: 0, links: 9, waits: { count: 9 } }])
    expect(map.searched.leftOut).toEqual([
      'Links to 3 spans that could not be looked up are left out: Too many requests.',
    ])
  })

  test('fails when no trace can be read, without trying all of them', async () => {
    const source = await sourceWith(BATCHES)
    let tried = 0
    const answer = scanned({
      ...source,
      fetchTrace: () => {
        tried++
        throw new SourceError('unreachable', 'The source does not answer.')
      },
    })
    await expect(answer).rejects.toMatchObject({ code: 'unreachable' })
    expect(tried).toBe(8)
  })

  test('says what the search for traces left out', async () => {
    const source = await sourceWith(BATCHES)
    const bounds = { from: at(0), to: at(20_000) }
    const { map } = await scanned({
      ...source,
      searchTraces: async (query, signal) => ({
        ...(await source.searchTraces(query, signal)),
        searched: {
          ...bounds,
          services: null,
          traces: null,
          leftOut: ['Only 100 of 120 services were searched.'],
          notSearched: { from: at(-100), to: at(0) },
        },
      }),
    })
    expect(map.searched).toMatchObject({
      ...bounds,
      leftOut: [
        'Only 100 of 120 services were searched.',
        'The source did not search all of the time that was asked for.',
      ],
    })
  })
})
