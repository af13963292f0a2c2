import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { checkBuilt } from '../../testing/check-table.ts'
import {
  type FakeSignoz,
  type FakeSignozOptions,
  type SignozVersion,
  fakeSignoz,
} from '../../testing/fake-signoz.ts'
import { mutations } from '../../testing/mutate-json.ts'
import { searchFor } from '../../testing/searches.ts'
import { stageSignoz } from '../../testing/stage-signoz.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../../testing/trace-notation.ts'
import { orTypedError } from '../../testing/typed-error.ts'
import { decodeTraces } from '../decode.ts'
import { type Encoding, SourceError } from '../source.ts'
import { signozSource } from './client.ts'

const { signal } = new AbortController()
const { spans } = draw(
  'trace a\n 0-1 shop receive-order order.id=7 !error -> b/other(x=1)\n  0-1 shop inner -> b/other -> c/x',
)
const ref = drawnRef('a/receive-order')
const window = { from: DRAWN_ORIGIN - 1_000_000_000n, to: DRAWN_ORIGIN + 1_000_000_000n }
const V5 = '/api/v5/query_range'
const V1 = `/api/v1/traces/${ref.traceId}`
const stage = stageSignoz(spans)
const sourceOf = (options: FakeSignozOptions = {}) => stage(options).source

const NAMED = { id: 's', name: 'SigNoz', base: 'http://signoz' }

/** Without the network in between, for what is asked thousands of times. */
function fetchOf(fake: FakeSignoz): { readonly fetch: typeof globalThis.fetch } {
  return { fetch: (input, init) => fake.answer(new Request(input, init)) }
}

const json = (status: number, body: unknown) => () => Response.json(body, { status })

describe('what goes wrong', () => {
  const newError = (message: string, ...details: string[]) => ({
    status: 'error',
    error: { type: 't', code: 'c', message, url: '', errors: details.map((d) => ({ message: d })) },
  })

  test.each<[string, number, unknown, string, string]>([
    [
      'a bad query',
      400,
      newError('Found 1 errors.', 'key `x` not found'),
      'badQuery',
      'Found 1 errors. key `x` not found',
    ],
    ['a missing key', 401, newError('unauthenticated'), 'unauthorised', 'unauthenticated'],
    [
      'a refusal',
      403,
      newError('only viewers can access'),
      'unauthorised',
      'only viewers can access',
    ],
    [
      'an error of an older version',
      400,
      { status: 'error', errorType: 'bad_data', error: 'invalid start' },
      'badQuery',
      'invalid start',
    ],
    [
      'too many requests',
      429,
      newError('rate limit exceeded'),
      'rateLimited',
      'rate limit exceeded',
    ],
    ['a licence', 451, newError('license unavailable'), 'unsupported', 'license unavailable'],
    ['a query that was cancelled', 499, newError('canceled'), 'timeout', 'canceled'],
    [
      'a deadline',
      504,
      newError('Query timed out', 'Try refining'),
      'timeout',
      'Query timed out Try refining',
    ],
    [
      'a failure',
      500,
      newError('Something went wrong on our end'),
      'unreachable',
      'Something went wrong on our end',
    ],
    [
      'an error that is called a success',
      200,
      newError('memory limit exceeded'),
      'unreachable',
      'memory limit exceeded',
    ],
  ])('%s is told in SigNoz’s words', async (_, status, body, code, message) => {
    const source = sourceOf({ instead: { [V5]: json(status, body) } })
    const error = { code, message: expect.stringContaining(message) }
    await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject(error)
    await expect(source.searchTraces(searchFor(window), signal)).rejects.toMatchObject(error)
    await expect(source.resolveSpans([ref], signal)).rejects.toMatchObject(error)
  })

  test('a login page is recognised, declared or not', async () => {
    const page = '<!doctype html><form action=login><input type="password"></form>'
    for (const type of ['text/html', 'text/plain']) {
      const login = () => new Response(page, { headers: { 'content-type': type } })
      const source = sourceOf({ instead: { [V5]: login, '/api/v1/services/list': login } })
      const error = { code: 'unauthorised', message: expect.stringContaining('login page') }
      await expect(source.listServices(signal)).rejects.toMatchObject(error)
      await expect(source.searchTraces(searchFor(window), signal)).rejects.toMatchObject(error)
      await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject(error)
    }
  })

  test('what is no SigNoz at all is said to be none of the expected answers', async () => {
    const source = sourceOf({ instead: { [V5]: json(200, { hello: 1 }) } })
    const error = { code: 'malformed' }
    await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject(error)
    await expect(source.searchTraces(searchFor(window), signal)).rejects.toMatchObject(error)
  })

  test('a source that could not be reached is asked again', async () => {
    let down = true
    const { fetch } = fetchOf(fakeSignoz(spans))
    const source = signozSource({
      ...NAMED,
      fetch: async (input, init) => {
        if (down) throw new TypeError('fetch failed')
        return fetch(input, init)
      },
    })
    await expect(source.probe?.(signal)).rejects.toMatchObject({ code: 'unreachable' })
    down = false
    expect(await source.probe?.(signal)).toMatchObject({ attributeNames: true })
  })

  test('an abort stays an abort', async () => {
    const source = sourceOf()
    const aborted = AbortSignal.abort()
    await expect(source.searchTraces(searchFor(window), aborted)).rejects.toThrow('abort')
  })
})

/** Resolves, or rejects in the one way that a source may. */
async function orSourceError<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof SourceError) return null
    throw error
  }
}

/** Where links of the drawing point: a mutation takes links away, it never makes another. */
const TARGETS = new Set(['b/other', 'c/x'].map((path) => drawnRef(path).spanId as string))

function checkLinks(bytes: ArrayBuffer, encoding: Encoding): void {
  const batch = orTypedError(() => decodeTraces(bytes, encoding))
  if (!batch) return
  for (const [traceId, indices] of groupByTrace(batch)) {
    checkBuilt(buildTrace(batch, traceId, indices), batch)
  }
  for (let i = 0; i < batch.length; i++) {
    const { links, parentSpanId } = batch.span(i)
    for (const { to } of links) {
      const isParent = to.valid && parentSpanId === null && to.ref.traceId === ref.traceId
      if (to.valid && !isParent) expect(TARGETS).toContain(to.ref.spanId)
    }
  }
}

describe('whatever SigNoz answers, it is an answer or a typed error', () => {
  test.each<[SignozVersion, string]>([
    ['0.80.0', V1],
    ['0.100.1', V5],
    ['0.131.0', V5],
    ['0.138.0', V5],
  ])('of version %s, to a trace by id', async (version, path) => {
    const { bytes, encoding } = await sourceOf({ version }).fetchTrace(ref.traceId, signal)
    const document = JSON.parse(new TextDecoder().decode(bytes)) as unknown[]
    await fc.assert(
      fc.asyncProperty(mutations(document[0]), async (mutated) => {
        const instead = { [path]: json(200, mutated) }
        const fake = fakeSignoz(spans, { version, instead })
        const source = signozSource({ ...NAMED, ...fetchOf(fake) })
        const encoded = await orSourceError(source.fetchTrace(ref.traceId, signal))
        if (encoded) checkLinks(encoded.bytes, encoding)
        await orSourceError(source.resolveSpans([ref], signal))
        const scan = { ...window, services: null, maxTraces: 10 }
        const target = { ...drawnRef('b/other'), cursor: null, limit: 10, scan }
        const page = await orSourceError(source.findLinksTo(target, signal))
        for (const { link } of page?.backlinks ?? []) {
          expect(link.to).toEqual({ valid: true, ref: drawnRef('b/other') })
        }
      }),
      { numRuns: 150 },
    )
  })

  test('to a search, and where it lists names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const answer = () => new Response(text)
        const paths = [V5, '/api/v1/services/list', '/api/v1/fields/keys', '/api/v1/fields/values']
        const instead = Object.fromEntries(paths.map((path) => [path, answer]))
        const fake = fakeSignoz(spans, { instead })
        const source = signozSource({ ...NAMED, ...fetchOf(fake) })
        await orSourceError(source.searchTraces(searchFor(window), signal))
        await orSourceError(source.listServices(signal))
        await orSourceError(source.listOperations('shop', signal))
        await orSourceError(source.listAttributeKeys(null, signal))
        await orSourceError(source.listAttributeValues('x', null, signal))
      }),
    )
  })

  test('a trace that broke off is none', async () => {
    const { bytes, encoding } = await sourceOf().fetchTrace(ref.traceId, signal)
    for (let cut = 0; cut < bytes.byteLength; cut += 7) {
      expect(orTypedError(() => decodeTraces(bytes.slice(0, cut), encoding))).toBeNull()
    }
  })
})
