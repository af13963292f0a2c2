import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignozVersion } from '../../testing/fake-signoz.ts'
import { searchFor } from '../../testing/searches.ts'
import { stageSignoz } from '../../testing/stage-signoz.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import type { TraceSource } from '../source.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10.000001-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop "GET /orders" server
    -40-5 shop receive-order server order.id=7 paid=true note=x'y\\z !ok
  trace late
  3600000-3600010 shipping ship -> batch/nightly-run -> batch/nightly-run -> a/receive-order(n=1)
  trace other
  5-6 shop other -> x/receive-order
  trace inner
  1-2 shop first
    1.5-2 shop second -> inner/first -> inner/inner-sibling
`)

/** Two hours after the drawings begin. */
const NOW = Number(DRAWN_ORIGIN / 1_000_000n) + 2 * 3_600_000
const sourceOf = stageSignoz(spans)

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function traceOf(source: TraceSource, label: string) {
  const { bytes, encoding } = await source.fetchTrace(drawnTraceId(label), signal)
  return decodeTraces(bytes, encoding)
}

const VERSIONS: readonly SignozVersion[] = ['0.80.0', '0.100.1', '0.131.0', '0.138.0']
const WITH_V5 = VERSIONS.slice(1)

describe.each(VERSIONS)('of version %s', (version) => {
  test('services are listed', async () => {
    const { source } = sourceOf({ version })
    expect(await source.listServices(signal)).toEqual(['orders-batch', 'shipping', 'shop'])
  })

  test('a trace keeps its links, and where they point', async () => {
    const { source } = sourceOf({ version })
    const batch = await traceOf(source, 'batch')
    expect(batch).toMatchObject({ length: 2, rejected: 0 })
    const [root, child] = [batch.span(0), batch.span(1)]
    expect(root).toMatchObject({ parentSpanId: null, links: [], name: 'nightly-run' })
    expect(child).toMatchObject({ parentSpanId: root.ref.spanId, kind: 5, statusCode: 2 })
    expect(child.links).toMatchObject([
      { to: { ref: drawnRef('a/receive-order') }, attributes: null },
      { to: { ref: drawnRef('b/receive-order') }, attributes: null },
    ])
  })

  test('a link to the parent is a link beside it', async () => {
    const { source } = sourceOf({ version })
    const batch = await traceOf(source, 'inner')
    const { parentSpanId, links } = batch.span(1)
    expect(parentSpanId).toBe(drawnRef('inner/first').spanId)
    expect(links).toMatchObject([
      { to: { ref: drawnRef('inner/first') } },
      { to: { ref: drawnRef('inner/inner-sibling') } },
    ])
  })

  test('a trace that is not there is not found', async () => {
    const { source } = sourceOf({ version })
    const gone = source.fetchTrace(drawnTraceId('gone'), signal)
    await expect(gone).rejects.toMatchObject({ code: 'notFound' })
  })

  test('spans are resolved, and of a missing one it is said whether its trace is there', async () => {
    const { source } = sourceOf({ version })
    const refs = ['a/receive-order', 'batch/process-batch', 'a/gone', 'x/gone'].map(drawnRef)
    const answers = await source.resolveSpans(refs, signal)
    expect(answers).toMatchObject([
      { span: { name: 'receive-order', service: 'shop', kind: 2, status: 1 } },
      { span: { name: 'process-batch', status: 2 } },
      { why: { reason: 'span not in its trace' } },
      { why: { reason: 'trace not found' } },
    ])
    expect(answers.map(({ ref }) => ref)).toEqual(refs)
  })

  const names = async (part: Parameters<typeof searchFor>[0]) => {
    const { source } = sourceOf({ version })
    return (await source.searchTraces(searchFor(part), signal)).traces.map((t) => t.rootName)
  }

  test('a search finds whole traces, the newest first', async () => {
    const { source } = sourceOf({ version })
    const found = await source.searchTraces(searchFor({}), signal)
    const inOrder = ['ship', 'other', 'first', 'nightly-run', 'GET /orders']
    expect(found.traces.map(({ rootName }) => rootName)).toEqual(inOrder)
    expect(found.traces[0]).toMatchObject({ rootName: 'ship', spanCount: 1, linksOut: 3 })
    expect(found.searched).toMatchObject({ to: BigInt(NOW) * 1_000_000n, leftOut: [] })
    expect(await names({ limit: 1, sort: 'oldest' })).toEqual(['GET /orders'])
    expect(await names({ limit: 2 })).toEqual(['ship', 'other'])
  })

  test.each([
    [{ service: 'shop', operation: 'receive-order' }, ['GET /orders']],
    [{ status: 'error' }, ['nightly-run']],
    [{ minDuration: 90e6 }, ['nightly-run']],
    [{ service: 'shop', maxDuration: 60e6, minDuration: 50e6 }, ['GET /orders']],
    [{ links: 'out' }, ['ship', 'other', 'first', 'nightly-run']],
    [{ linksTo: drawnTraceId('b') }, ['nightly-run']],
    [{ linksTo: drawnTraceId('inner') }, ['first']],
    [{ linksTo: drawnTraceId('b'), service: 'shop' }, []],
    [{ service: "no'body\\" }, []],
  ] as const)('a search for %o finds %j', async (part, expected) => {
    expect(await names(part)).toEqual(expected)
  })

  test('linked from finds the links to a span in any place, and says where it looked', async () => {
    const { source } = sourceOf({ version })
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500 }
    const page = await source.findLinksTo({ ...target, near: DRAWN_ORIGIN }, signal)
    expect(page.backlinks.map(({ from, link }) => [from.name, link.attributes])).toEqual([
      ['process-batch', null],
      ['ship', null],
    ])
    expect(page.searched).toMatchObject({
      from: DRAWN_ORIGIN - 3_600_000_000_000n,
      services: null,
      leftOut: [],
    })
    const whole = { ...target, spanId: null, near: DRAWN_ORIGIN }
    expect((await source.findLinksTo(whole, signal)).total).toBe(2)
    const root = { ...target, ...drawnRef('a/GET /orders'), near: DRAWN_ORIGIN }
    expect((await source.findLinksTo(root, signal)).total).toBe(0)
  })

  test('linked from finds links within the trace, and each of several to one span', async () => {
    const { source } = sourceOf({ version })
    const target = { cursor: null, limit: 500, near: DRAWN_ORIGIN }
    const inner = await source.findLinksTo({ ...target, ...drawnRef('inner/first') }, signal)
    expect(inner.backlinks.map(({ from }) => from.name)).toEqual(['second'])
    const twice = await source.findLinksTo({ ...target, ...drawnRef('batch/nightly-run') }, signal)
    expect(twice.backlinks.map(({ from }) => from.name)).toEqual(['ship', 'ship'])
  })

  test('linked from keeps to its scope', async () => {
    const { source } = sourceOf({ version })
    const scan = {
      from: DRAWN_ORIGIN,
      to: DRAWN_ORIGIN + 1_000_000_000n,
      services: ['orders-batch'],
      maxTraces: 10,
    }
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500, scan }
    const found = await source.findLinksTo(target, signal)
    expect(found.backlinks.map(({ from }) => from.name)).toEqual(['process-batch'])
    expect(found.searched?.services).toEqual(scan.services)
    const shop = { ...target, scan: { ...scan, services: ['shop'] } }
    expect((await source.findLinksTo(shop, signal)).total).toBe(0)
  })
})

describe.each(WITH_V5)('of version %s, with the newer query API', (version) => {
  test('starts and ends are exact to the nanosecond', async () => {
    const { source } = sourceOf({ version })
    const { start, end } = (await traceOf(source, 'batch')).span(1)
    expect([start - DRAWN_ORIGIN, end - DRAWN_ORIGIN]).toEqual([10_000_001n, 90_000_000n])
  })

  test('attributes keep their types, but for numbers, which SigNoz stores as doubles', async () => {
    const { source } = sourceOf({ version })
    const { attributes, resource } = (await traceOf(source, 'a')).span(1)
    expect(attributes).toHaveLength(3)
    expect(attributes).toEqual(
      expect.arrayContaining([
        { key: 'order.id', value: 7 },
        { key: 'paid', value: true },
        { key: 'note', value: "x'y\\z" },
      ]),
    )
    expect(resource.attributes).toEqual([{ key: 'service.name', value: 'shop' }])
  })

  test.each([
    [{ attributes: [{ key: 'order.id', value: '7' }] }, ['GET /orders']],
    [{ attributes: [{ key: 'note', value: "x'y\\z" }] }, ['GET /orders']],
    [{ attributes: [{ key: 'service.name', value: 'shipping' }] }, ['ship']],
    [{ status: 'ok' }, ['GET /orders']],
    [{ service: 'shipping', status: 'unset' }, ['ship']],
  ] as const)('a search for %o finds %j', async (part, expected) => {
    const { source } = sourceOf({ version })
    const { traces } = await source.searchTraces(searchFor(part), signal)
    expect(traces.map(({ rootName }) => rootName)).toEqual(expected)
  })

  test('an attribute that no filter can name is refused in words', async () => {
    const { source } = sourceOf({ version })
    const query = searchFor({ attributes: [{ key: `a b' OR x`, value: '1' }] })
    await expect(source.searchTraces(query, signal)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('hundreds of spans are resolved by one request and one for the missing', async () => {
    const { source, requests } = sourceOf({ version })
    const refs = Array.from({ length: 500 }, (_, i) => drawnRef(`a/gone-${i}`))
    await source.probe?.(signal)
    const before = requests.length
    const answers = await source.resolveSpans([...refs, drawnRef('batch/nightly-run')], signal)
    expect(answers.at(-1)).toMatchObject({ span: { name: 'nightly-run' } })
    expect(answers[0]).toMatchObject({ why: { reason: 'span not in its trace' } })
    expect(requests.length).toBe(before + 2)
  })

  test('operations and attributes are listed', async () => {
    const { source } = sourceOf({ version })
    expect(await source.listOperations('orders-batch', signal)).toEqual([
      'nightly-run',
      'process-batch',
    ])
    expect(await source.listAttributeKeys(null, signal)).toEqual([
      'batch.size',
      'note',
      'order.id',
      'paid',
      'service.name',
    ])
    expect(await source.listAttributeValues('order.id', null, signal)).toEqual(['7'])
    expect(await source.listAttributeValues('service.name', null, signal)).toHaveLength(3)
  })

  test('one trace with thousands of matching spans does not hide the others', async () => {
    const many = draw('trace big\n 0-1 shop root').spans.flatMap((root) =>
      Array.from({ length: 2500 }, (_, i) => ({
        ...root,
        ref: { ...root.ref, spanId: drawnRef(`big/${i}`).spanId },
      })),
    )
    const { source } = sourceOf({ version }, [...many, ...spans])
    const query = searchFor({ service: 'shop', sort: 'oldest' })
    const { traces, more } = await source.searchTraces(query, signal)
    expect(traces.map(({ spanCount }) => spanCount)).toEqual([2, 2500, 2, 1])
    expect(more).toBe(false)
  })

  test('a trace of several pages is read whole', async () => {
    const [root] = draw('trace big\n 0-1 shop root').spans
    const many = Array.from({ length: 12_000 }, (_, i) => ({
      ...root,
      ref: { ...root.ref, spanId: drawnRef(`big/${i}`).spanId },
    }))
    const { source } = sourceOf({ version }, many)
    expect(await traceOf(source, 'big')).toMatchObject({ length: 12_000, rejected: 0 })
  })
})
