import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY, HOUR } from '../../base/time.ts'
import { type FakeTempoOptions, fakeTempo } from '../../testing/fake-tempo.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { tempoSource } from './client.ts'

const { signal } = new AbortController()

const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 !error -> a/receive-order(order.id=7) -> b/receive-order
  trace a
  -50-10 shop "GET /orders" server
    -40-5 shop receive-order server order.id=7 -> batch/nightly-run
  trace late
  3600000-3600010 shipping ship late=true
    3600001-3600005 shipping pack ^gone -> a/receive-order(part=1) -> a/receive-order
`)
/** Two hours after the drawings begin. */
const NOW = Number(DRAWN_ORIGIN / 1_000_000n) + 2 * 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function sourceOf(options: FakeTempoOptions = {}, some = spans) {
  const { fetch, requests } = fakeTempo(some, options)
  return { source: tempoSource({ id: 't', name: 'Tempo', base: 'http://tempo', fetch }), requests }
}

describe('who links to a span', () => {
  const target = (path: string) => ({ ...drawnRef(path), cursor: null, limit: 100 })

  test('is found, with every link and its attributes', async () => {
    const { source } = sourceOf()
    const page = await source.findLinksTo(target('a/receive-order'), signal)
    expect(page.backlinks.map(({ from, link }) => [from.name, link.attributes])).toEqual([
      ['process-batch', [{ key: 'order.id', value: 7n }]],
      ['pack', [{ key: 'part', value: 1n }]],
      ['pack', []],
    ])
    expect(page).toMatchObject({ total: 3, cursor: null })
    const to = BigInt(NOW) * 1_000_000n
    expect(page.searched).toEqual({
      from: to - BigInt(DAY),
      to,
      services: null,
      traces: null,
      leftOut: [],
    })
  })

  test('of a whole trace too, and a hit that links to another span of it does not count', async () => {
    const { source } = sourceOf()
    const whole = { ...target('a/receive-order'), spanId: null }
    expect((await source.findLinksTo(whole, signal)).total).toBe(3)
    const other = await source.findLinksTo(target('a/GET /orders'), signal)
    expect(other.backlinks).toEqual([])
  })

  test('is asked by trace id alone, in both forms when it begins with zeros', async () => {
    const zeros = {
      traceId: `00${drawnTraceId('a').slice(2)}` as (typeof spans)[0]['ref']['traceId'],
      spanId:
        `00${drawnRef('a/receive-order').spanId.slice(2)}` as (typeof spans)[0]['ref']['spanId'],
    }
    const linking = {
      ...spans[1],
      links: [{ ...spans[1].links[0], to: { valid: true as const, ref: zeros } }],
    }
    const { source, requests } = sourceOf({}, [linking])
    const page = await source.findLinksTo({ ...zeros, cursor: null, limit: 10 }, signal)
    expect(page.total).toBe(1)
    const search = requests.find((path) => path.startsWith('/api/search?')) ?? ''
    expect(search).toContain(
      `"${zeros.traceId}" || link:traceID = "${zeros.traceId.replace(/^0+/, '')}"`,
    )
    expect(search).not.toContain('spanID')
  })

  test('is looked for from the target’s start on, and tells its progress', async () => {
    const { source } = sourceOf()
    const progress: unknown[] = []
    const near = DRAWN_ORIGIN - 50_000_000n
    const page = await source.findLinksTo({ ...target('a/receive-order'), near }, signal, (step) =>
      progress.push([step.traces, step.backlinks.length]),
    )
    expect(page.searched).toMatchObject({
      from: near - BigInt(HOUR),
      to: BigInt(NOW) * 1_000_000n + BigInt(HOUR),
    })
    expect(progress.at(-1)).toEqual([2, 3])
  })

  test('is bounded, and says so', async () => {
    const { source } = sourceOf()
    const to = BigInt(NOW) * 1_000_000n
    const scan = { from: to - BigInt(DAY), to, services: null, maxTraces: 1 }
    const page = await source.findLinksTo({ ...target('a/receive-order'), scan }, signal)
    expect(page.searched?.leftOut).toEqual([
      'More than 1 traces link to this one; the others were not read.',
    ])
  })

  test('says which traces could not be read, or only in part', async () => {
    const path = `/api/v2/traces/${drawnTraceId('batch')}`
    const { source } = sourceOf({
      instead: { [path]: () => new Response('error finding trace', { status: 500 }) },
      partial: [drawnTraceId('late')],
    })
    const page = await source.findLinksTo(target('a/receive-order'), signal)
    expect(page.backlinks).toEqual([])
    expect(page.searched?.leftOut).toEqual([
      `Of trace ${drawnTraceId('late')} a part is missing: Trace exceeds maximum size of 100 bytes, a partial trace is returned`,
      'A trace with a link to this one could not be read: error finding trace',
    ])
  })
})
