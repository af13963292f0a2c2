import { describe, expect, test } from 'vitest'
import { searchFor } from '../../testing/searches.ts'
import { stageSignoz } from '../../testing/stage-signoz.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import type { TraceSource } from '../source.ts'

const { signal } = new AbortController()
const { spans } = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer -> a/receive-order -> b/receive-order
  trace a
  -50-10 shop receive-order server order.id=7
`)
const window = { from: DRAWN_ORIGIN - 1_000_000_000n, to: DRAWN_ORIGIN + 1_000_000_000n }
const sourceOf = stageSignoz(spans)

async function traceOf(source: TraceSource, label: string) {
  const { bytes, encoding } = await source.fetchTrace(drawnTraceId(label), signal)
  return decodeTraces(bytes, encoding)
}

describe('before version 0.87', () => {
  test('what can’t be searched for is refused with the reason', async () => {
    const { source } = sourceOf({ version: '0.80.0' })
    const query = searchFor({ ...window, attributes: [{ key: 'order.id', value: '7' }] })
    await expect(source.searchTraces(query, signal)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('0.87'),
    })
    expect(source.capabilities).toMatchObject({ attributeNames: false, linkAttributes: false })
    expect(await source.listAttributeKeys(null, signal)).toEqual([])
  })
})

test('links are looked for in time from the target on, not in the target’s own', async () => {
  const { source, requests } = sourceOf()
  const target = { ...drawnRef('batch/nightly-run'), cursor: null, limit: 500 }
  await source.findLinksTo({ ...target, near: DRAWN_ORIGIN }, signal)
  // A filter that names a trace by "=" is clamped to that trace's time.
  expect(requests.at(-1)?.body).not.toMatch(/trace_id (=|IN)/)
})

describe('where SQL is not allowed', () => {
  test('traces come from the oldest API, and links are looked for trace by trace', async () => {
    const { source, requests } = sourceOf({ version: '0.100.1', sql: false })
    expect(await traceOf(source, 'batch')).toMatchObject({ length: 2 })
    const target = { ...drawnRef('a/receive-order'), cursor: null, limit: 500, near: DRAWN_ORIGIN }
    const page = await source.findLinksTo(target, signal)
    expect(page).toMatchObject({ total: 1, searched: { traces: 2 } })
    // Refused once, it is not asked for again.
    expect(requests.filter(({ body }) => body.includes('clickhouse_sql'))).toHaveLength(1)
  })
})

describe('a SigNoz that does not say its version', () => {
  test.each(['dev-build', null])('and answers %j instead is found out by asking', async (says) => {
    const newest = sourceOf({ says })
    await newest.source.probe?.(signal)
    expect(newest.source.capabilities.attributeNames).toBe(true)
    const oldest = sourceOf({ says, version: '0.80.0' })
    await oldest.source.probe?.(signal)
    expect(oldest.source.capabilities.attributeNames).toBe(false)
    expect(await traceOf(oldest.source, 'a')).toMatchObject({ length: 1 })
  })
})

test('it is asked for its version once', async () => {
  const { source, requests } = sourceOf()
  await source.probe?.(signal)
  await traceOf(source, 'a')
  await source.searchTraces(searchFor(window), signal)
  expect(requests.filter(({ path }) => path === '/api/v1/version')).toHaveLength(1)
})

test('a warning of SigNoz is told beside what was found', async () => {
  const { source } = sourceOf()
  const query = searchFor({ ...window, attributes: [{ key: 'order.ie', value: '7' }] })
  const { traces, searched } = await source.searchTraces(query, signal)
  expect(traces).toEqual([])
  expect(searched?.leftOut).toEqual(['SigNoz warns: key `order.ie` not found'])
})

test('an attribute that an older version does not know is an error in its words', async () => {
  const { source } = sourceOf({ version: '0.100.1' })
  const query = searchFor({ ...window, attributes: [{ key: 'order.ie', value: '7' }] })
  await expect(source.searchTraces(query, signal)).rejects.toMatchObject({
    code: 'badQuery',
    message: expect.stringContaining('key `order.ie` not found'),
  })
})

test('traces that others link to can’t be searched for, and no credentials are sent', async () => {
  const { source } = sourceOf({
    instead: {
      '/api/v1/services/list': (request) => {
        const names = [...request.headers.keys()].filter((name) => /key|auth|cookie/.test(name))
        return Response.json(names)
      },
    },
  })
  expect(await source.listServices(signal)).toEqual([])
  const refused = source.searchTraces(searchFor({ links: 'in' }), signal)
  await expect(refused).rejects.toMatchObject({ code: 'unsupported' })
})
