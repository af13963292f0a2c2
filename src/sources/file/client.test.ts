import { EVERY_TRACE } from '../every-trace.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atOnce } from '../../base/slices.ts'
import { parseSpanId } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import { tracesToJson } from '../../otlp/json-span.ts'
import { arbitraryTrace } from '../../testing/arbitrary-span.ts'
import { protoOf } from '../../testing/documents.ts'
import { jaegerJson } from '../../testing/jaeger-json.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import type { TraceQuery, TraceSource } from '../source.ts'
import { fileSource } from './client.ts'
import { decodeFile } from './decode-file.ts'
import type { DecodedFile } from './decoded-file.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace fast
  0-10 shop list
    1-2 db select db.rows=3

  trace slow
  20-90 shop checkout order.id=7
    21-80 pay charge !error card.brand=visa

  trace batch
  200-240 jobs nightly !ok batch.size=2 -> slow/checkout(order.id=7) -> fast/list
    201-202 db select db.rows=40 -> slow/charge

  trace again
  300-305 jobs retry -> batch/nightly -> nowhere/span
`)
const LABELS = ['fast', 'slow', 'batch', 'again']
const labelOf = new Map(LABELS.map((label) => [drawnTraceId(label) as string, label]))

const protoFile = (name: string, some: Iterable<Span>): DecodedFile =>
  atOnce(decodeFile(name, protoOf(some)))
const jsonFile = (name: string, document: unknown): DecodedFile =>
  atOnce(decodeFile(name, new TextEncoder().encode(JSON.stringify(document))))
const sourceOf = (...files: DecodedFile[]): Promise<TraceSource> => fileSource(files, { signal })

const ANY_TRACE: TraceQuery = { ...EVERY_TRACE, limit: 1000 }

const at = (ms: number) => DRAWN_ORIGIN + BigInt(ms) * 1_000_000n
const attribute = (key: string, value: string) => ({ attributes: [{ key, value }] })

describe('a search finds', () => {
  test.each<[string, Partial<TraceQuery>, string[]]>([
    ['everything, newest first', {}, ['again', 'batch', 'slow', 'fast']],
    ['the oldest first', { sort: 'oldest' }, ['fast', 'slow', 'batch', 'again']],
    ['the longest first', { sort: 'longest' }, ['slow', 'batch', 'fast', 'again']],
    ['the shortest first', { sort: 'shortest' }, ['again', 'fast', 'batch', 'slow']],
    ['a service', { service: 'db' }, ['batch', 'fast']],
    ['no unknown service', { service: 'nobody' }, []],
    ['an operation of any service', { operation: 'select' }, ['batch', 'fast']],
    ['no operation of another service', { service: 'jobs', operation: 'select' }, []],
    ['errors', { status: 'error' }, ['slow']],
    ['no errors of a service without', { status: 'error', service: 'shop' }, []],
    ['spans that are ok', { status: 'ok' }, ['batch']],
    ['spans without a status', { status: 'unset', service: 'jobs' }, ['again']],
    ['an attribute', attribute('order.id', '7'), ['slow']],
    ['an attribute of the resource', attribute('service.name', 'pay'), ['slow']],
    ['no attribute of a link', { ...attribute('order.id', '7'), service: 'jobs' }, []],
    [
      'no two attributes of different spans',
      {
        attributes: [
          { key: 'card.brand', value: 'visa' },
          { key: 'order.id', value: '7' },
        ],
      },
      [],
    ],
    ['a least duration', { minDuration: 40e6 }, ['batch', 'slow']],
    ['a greatest duration', { maxDuration: 10e6 }, ['again', 'fast']],
    ['a time, its ends included', { from: at(20), to: at(200) }, ['batch', 'slow']],
    ['traces with links', { links: 'out' }, ['again', 'batch']],
    ['traces that are linked from', { links: 'in' }, ['batch', 'slow', 'fast']],
    ['traces with links to a trace', { linksTo: drawnTraceId('slow') }, ['batch']],
  ])('%s', async (_, query, expected) => {
    const source = await sourceOf(protoFile('all', spans))
    const { traces, more } = await source.searchTraces({ ...ANY_TRACE, ...query }, signal)
    expect(traces.map((trace) => labelOf.get(trace.traceId))).toEqual(expected)
    expect(more).toBe(false)
  })

  test('no more than the limit, and says that there are more', async () => {
    const source = await sourceOf(protoFile('all', spans))
    const page = await source.searchTraces({ ...ANY_TRACE, limit: 3 }, signal)
    expect(page.traces).toHaveLength(3)
    expect(page.more).toBe(true)
  })

  test('nothing by a query language, which files have none of', async () => {
    const source = await sourceOf(protoFile('all', spans))
    const query = { ...ANY_TRACE, raw: '{ }' }
    await expect(source.searchTraces(query, signal)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('a line with the links counted both ways', async () => {
    const source = await sourceOf(protoFile('all', spans))
    const { traces } = await source.searchTraces({ ...ANY_TRACE, service: 'pay' }, signal)
    expect(traces[0]).toMatchObject({ rootName: 'checkout', linksOut: 0, linkedFrom: 2 })
  })
})

describe('across files', () => {
  const [one, two] = [spans.slice(0, 5), spans.slice(5)]

  test('a trace is whole, and each span is there once', async () => {
    const source = await sourceOf(
      protoFile('a', one),
      jsonFile('b', tracesToJson(two)),
      protoFile('copy of all', spans),
    )
    const { traces } = await source.searchTraces(ANY_TRACE, signal)
    expect(traces.map((trace) => trace.spanCount)).toEqual([1, 2, 2, 2])
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
    const batch = decodeTraces(bytes, encoding)
    expect(Array.from({ length: batch.length }, (_, i) => batch.span(i))).toEqual(spans.slice(4, 6))
  })

  test('a span that differs from another with its ids is kept beside it', async () => {
    const other = { ...spans[0], name: 'list again' }
    const source = await sourceOf(protoFile('a', one), protoFile('b', [other]))
    const { traces } = await source.searchTraces({ ...ANY_TRACE, operation: 'list again' }, signal)
    expect(traces).toMatchObject([{ spanCount: 3 }])
  })

  test('links resolve, and what is missing says how', async () => {
    const source = await sourceOf(protoFile('a', one), protoFile('b', two))
    const nowhere = drawnRef('nowhere/span')
    const noSpan = { ...drawnRef('slow/checkout'), spanId: parseSpanId('ff') ?? nowhere.spanId }
    const answers = await source.resolveSpans([drawnRef('batch/nightly'), noSpan, nowhere], signal)
    expect(answers).toMatchObject([
      {
        ref: drawnRef('batch/nightly'),
        span: { service: 'jobs', name: 'nightly', start: at(200) },
      },
      { ref: noSpan, span: null, why: { reason: 'span not in its trace' } },
      { ref: nowhere, span: null, why: { reason: 'trace not found', removedBefore: null } },
    ])
  })

  test('who links to a span or a trace is known, with the attributes, in pages', async () => {
    const source = await sourceOf(protoFile('a', one), protoFile('b', two))
    const linksTo = (limit: number, cursor: string | null) =>
      source.findLinksTo({ ...drawnRef('slow/checkout'), spanId: null, limit, cursor }, signal)
    const first = await linksTo(1, null)
    const second = await linksTo(1, first.cursor)
    expect(first.total).toBe(2)
    expect([...first.backlinks, ...second.backlinks].map(({ from }) => from.name)).toEqual([
      'nightly',
      'select',
    ])
    expect(first.backlinks[0].link.attributes).toEqual([{ key: 'order.id', value: 7n }])
    expect(second.cursor).toBeNull()
    const query = { ...drawnRef('slow/charge'), limit: 9, cursor: null }
    expect((await source.findLinksTo(query, signal)).backlinks).toMatchObject([
      { from: { ref: drawnRef('batch/select') }, link: { to: { ref: drawnRef('slow/charge') } } },
    ])
    expect(await source.countLinksTo?.(drawnTraceId('slow'), signal)).toEqual(
      new Map([
        [drawnRef('slow/checkout').spanId, 1],
        [drawnRef('slow/charge').spanId, 1],
      ]),
    )
    await expect(source.findLinksTo({ ...query, cursor: 'x' }, signal)).rejects.toMatchObject({
      code: 'badQuery',
    })
  })

  test('link attributes that a format did not keep stay unknown beside those that are known', async () => {
    const source = await sourceOf(jsonFile('j', jaegerJson([spans[4]])), protoFile('o', [spans[5]]))
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
    const batch = decodeTraces(bytes, encoding)
    const known = [0, 1].map((i) => batch.span(i).links.map(({ attributes }) => attributes))
    expect(known).toEqual([[null, null], [[]]])
  })

  test('answers do not depend on the order in which the files were chosen', async () => {
    const traces = arbitraryTrace({ distinct: false }).filter((some) => some.length > 0)
    const files = fc
      .array(fc.tuple(fc.constantFrom('a', 'b'), traces), { minLength: 2, maxLength: 4 })
      .map((drawn) => drawn.map(([name, some]) => protoFile(name, some)))
    const answersOf = async (source: TraceSource) => {
      const { traces: found } = await source.searchTraces(ANY_TRACE, signal)
      const bytes = await Promise.all(
        found.map(async ({ traceId }) => {
          const { bytes } = await source.fetchTrace(traceId, signal)
          return Buffer.from(bytes).toString('hex')
        }),
      )
      const [traceId] = found.map((trace) => trace.traceId)
      const query = { traceId, spanId: null, limit: 100, cursor: null }
      return [found, bytes, traceId && (await source.findLinksTo(query, signal))]
    }
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (some, turn) => {
        const at = turn % some.length
        const turned = [...some.slice(at), ...some.slice(0, at)].toReversed()
        expect(await answersOf(await sourceOf(...turned))).toEqual(
          await answersOf(await sourceOf(...some)),
        )
      }),
    )
  })
})

describe('the form is offered', () => {
  test('services and operations', async () => {
    const source = await sourceOf(protoFile('all', spans))
    expect(await source.listServices(signal)).toEqual(['db', 'jobs', 'pay', 'shop'])
    expect(await source.listOperations('shop', signal)).toEqual(['checkout', 'list'])
    expect(await source.listOperations('nobody', signal)).toEqual([])
  })

  test('attribute keys and values, of all services or one', async () => {
    const source = await sourceOf(protoFile('all', spans))
    expect(await source.listAttributeKeys(null, signal)).toEqual([
      'batch.size',
      'card.brand',
      'db.rows',
      'order.id',
      'service.name',
    ])
    expect(await source.listAttributeKeys('pay', signal)).toEqual(['card.brand', 'service.name'])
    expect(await source.listAttributeValues('db.rows', null, signal)).toEqual(['3', '40'])
    expect(await source.listAttributeValues('db.rows', 'pay', signal)).toEqual([])
  })
})

test('a trace that no file holds is not found', async () => {
  const source = await sourceOf()
  await expect(source.fetchTrace(drawnTraceId('fast'), signal)).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await source.listServices(signal)).toEqual([])
})

test('a search that is aborted ends', async () => {
  const source = await sourceOf(protoFile('all', spans))
  await expect(source.searchTraces(ANY_TRACE, AbortSignal.abort())).rejects.toThrow('abort')
})
