import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinBytes } from '../base/join-bytes.ts'
import { hexOf } from '../base/hex.ts'
import { epochNanosFromMillis } from '../base/time.ts'
import type { TraceId } from '../model/ids.ts'
import type { Span } from '../model/span.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { encodeSpan } from '../otlp/encode-proto.ts'
import { type FakeLocal, fakeLocal } from '../testing/fake-local.ts'
import { type TestApp, openApp, spansOf } from './harness.ts'
import { sampleRequests } from './sample.ts'

/** The static demo stages the API in the page: what it answers has to be what the server would. */

const bodies = sampleRequests(epochNanosFromMillis(Date.now()))
let app: TestApp
let staged: FakeLocal

beforeAll(async () => {
  app = openApp({ sampleRequests: () => bodies })
  await app.loadSample()
  staged = await fakeLocal(joinBytes(bodies))
})
afterAll(() => app.close())

const stagedCall = (path: string, init?: RequestInit) =>
  staged.fetch(new Request(`http://demo.example/some/path${path}`, init))

async function both(path: string, init: RequestInit = {}) {
  const real = await app.call(path, init)
  const fake = await stagedCall(path, init)
  expect(fake.status).toBe(real.status)
  return { real: (await real.json()) as unknown, fake: (await fake.json()) as unknown }
}

const spanWith = (test: (span: Span) => boolean): Span => {
  const found = staged.spans.find(test)
  if (!found) throw new Error('the sample has no such span')
  return found
}

/** The API promises no order of links. */
const lines = (answer: unknown, list: 'links' | 'counts') =>
  (answer as Record<string, unknown[]>)[list].map((item) => JSON.stringify(item)).sort()
const linkLines = (answer: unknown) => lines(answer, 'links')

describe('the staged API answers as the server does', () => {
  it.each([
    'services',
    'operations?service=orders-batch',
    'operations?service=nowhere',
    'traces',
    'traces?limit=3&sort=oldest',
    'traces?service=orders.api&operation=receive-order&links=in',
    'traces?attribute=order.id%3DA-1003&status=error&sort=longest',
    'traces?minDuration=100000000&maxDuration=900000000&sort=shortest&links=out',
    'attribute-keys?service=shipping',
    'attribute-values?key=order.id&service=shipping',
  ])('%s', async (path) => {
    const { real, fake } = await both(`/api/v1/${path}`)
    expect(fake).toEqual(real)
  })

  it('links to a trace and to a span, in whatever order', async () => {
    const { ref } = spanWith(({ name }) => name === 'process-batch')
    const target = `traceId=${ref.traceId}`
    for (const query of [`links?${target}`, `links?${target}&spanId=${ref.spanId}`]) {
      const { real, fake } = await both(`/api/v1/${query}`)
      expect(linkLines(fake)).not.toEqual([])
      expect(linkLines(fake)).toEqual(linkLines(real))
    }
    const { real, fake } = await both(`/api/v1/links/counts?${target}`)
    expect(lines(fake, 'counts')).toEqual(lines(real, 'counts'))
  })

  it('links between operations, over all traces', async () => {
    for (const path of ['link-map', 'link-map?limit=3']) {
      const { real, fake } = await both(`/api/v1/${path}`)
      expect(fake).toEqual(real)
    }
  })

  it('links page by page', async () => {
    const { ref } = spanWith(({ name }) => name === 'process-batch')
    const path = `/api/v1/links?traceId=${ref.traceId}`
    const first = (await (await stagedCall(`${path}&limit=2`)).json()) as { cursor: string }
    const rest = await stagedCall(`${path}&limit=500&cursor=${first.cursor}`)
    const all = [...linkLines(first), ...linkLines(await rest.json())]
    expect(all.sort()).toEqual(linkLines((await both(path)).fake))
  })

  it('spans by reference, those that are missing with the reason', async () => {
    const { ref } = spanWith(({ name }) => name === 'process-batch')
    const refs = [ref, { ...ref, spanId: 'ffffffffffffffff' }, { ...ref, traceId: 'f'.repeat(32) }]
    const { real, fake } = await both('/api/v1/spans/resolve', {
      method: 'POST',
      body: JSON.stringify({ refs }),
      headers: { 'content-type': 'application/json' },
    })
    expect(fake).toEqual(real)
  })

  it('a trace with all that its spans hold, and 404 for one that is not there', async () => {
    const { ref } = spanWith(({ name }) => name === 'process-batch')
    const answer = await stagedCall(`/api/v1/traces/${ref.traceId}`)
    const batch = decodeProto(new Uint8Array(await answer.arrayBuffer()))
    const got = Array.from({ length: batch.length }, (_, i) => hexOf(encodeSpan(batch.span(i))))
    const stored = spansOf(app.store, ref.traceId).map((span) => hexOf(encodeSpan(span)))
    expect(got.sort()).toEqual(stored.sort())
    const none = 'f'.repeat(32) as TraceId
    expect((await stagedCall(`/api/v1/traces/${none}`)).status).toBe(404)
  })

  it('the sample can be removed and loaded again', async () => {
    const figures = async () => {
      const { real, fake } = await both('/api/v1/status')
      const { version: _, ...counts } = fake as Record<string, unknown>
      expect(real).toMatchObject(counts)
      return counts.traces
    }
    const before = await figures()
    expect(await both('/api/v1/sample', { method: 'DELETE' })).toMatchObject({
      fake: { traces: before },
    })
    expect(await figures()).toBe(0)
    await both('/api/v1/sample', { method: 'POST' })
    expect(await figures()).toBe(before)
  })
})

it('nothing arrives at the staged API: an event stream is told to ask no more', async () => {
  expect((await stagedCall('/api/v1/events')).status).toBe(204)
})
