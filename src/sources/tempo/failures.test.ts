import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { checkBuilt } from '../../testing/check-table.ts'
import { fakeTempo } from '../../testing/fake-tempo.ts'
import { searchFor } from '../../testing/searches.ts'
import { draw, drawnRef } from '../../testing/trace-notation.ts'
import { decodeTraces } from '../decode.ts'
import { SourceError } from '../source.ts'
import { tempoSource } from './client.ts'

const { signal } = new AbortController()
const { spans } = draw(
  'trace a\n 0-1 shop receive-order order.id=7 !error -> b/other(x=1)\n  0-1 shop inner',
)
const ref = drawnRef('a/receive-order')
const TRACE = `/api/v2/traces/${ref.traceId}`

function sourceOf(instead: Record<string, () => Response>, json = false) {
  const { fetch } = fakeTempo(spans, { instead, json })
  return tempoSource({ id: 't', name: 'Tempo', base: 'http://tempo', fetch })
}

describe('what goes wrong', () => {
  test.each<[string, number, string, string, string | RegExp]>([
    [
      'a bad query',
      400,
      'invalid TraceQL query: parse error at line 1',
      'badQuery',
      /^invalid TraceQL/,
    ],
    ['a missing tenant', 401, 'no org id', 'tenantMissing', /several tenants.*no org id/],
    ['a refusal', 401, 'token expired', 'unauthorised', 'token expired'],
    ['a large answer', 413, '', 'tooLarge', 'The source answered 413.'],
    ['a large trace', 422, 'trace exceeds max size', 'tooLarge', 'trace exceeds max size'],
    ['too many requests', 429, 'job queue full', 'rateLimited', 'job queue full'],
    ['a query that was cancelled', 499, 'context canceled', 'timeout', 'context canceled'],
    ['a deadline', 504, 'context deadline exceeded', 'timeout', 'context deadline exceeded'],
    ['a failure', 500, 'error finding trace by id', 'unreachable', 'error finding trace by id'],
    ['a proxy’s page', 502, '<html>Bad Gateway</html>', 'unreachable', 'The source answered 502.'],
  ])('%s is told in the source’s words', async (_, status, body, code, message) => {
    const error = { code, message: expect.stringMatching(message) }
    const answer = () => new Response(body, { status })
    const source = sourceOf({ '/api/search': answer, [TRACE]: answer })
    await expect(source.searchTraces(searchFor({}), signal)).rejects.toMatchObject(error)
    await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject(error)
  })

  test('a login page is recognised, declared or not', async () => {
    const page = '<!doctype html><form action=login><input type="password"></form>'
    for (const headers of [{ 'content-type': 'text/html' }, { 'content-type': 'text/plain' }]) {
      const login = () => new Response(page, { headers })
      const source = sourceOf({ '/api/search': login, [TRACE]: login })
      const error = { code: 'unauthorised', message: expect.stringContaining('login page') }
      await expect(source.searchTraces(searchFor({}), signal)).rejects.toMatchObject(error)
      await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject(error)
    }
  })

  test('a source that can’t be reached is not asked what it can do again and again', async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      throw new TypeError('fetch failed')
    }
    const source = tempoSource({ id: 't', name: 'Tempo', base: 'http://tempo', fetch })
    await expect(source.probe?.(signal)).rejects.toMatchObject({ code: 'unreachable' })
    await expect(source.fetchTrace(ref.traceId, signal)).rejects.toMatchObject({
      code: 'unreachable',
    })
    expect(asked).toBe(2)
  })

  test('an abort stays an abort', async () => {
    const source = sourceOf({})
    await expect(source.searchTraces(searchFor({}), AbortSignal.abort())).rejects.toThrow('abort')
  })

  test('an answer that breaks off is no trace', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array([0x0a]))
          },
          pull(controller) {
            controller.error(new TypeError('terminated'))
          },
        }),
      )
    await expect(
      sourceOf({ [TRACE]: broken }).fetchTrace(ref.traceId, signal),
    ).rejects.toMatchObject({ code: 'unreachable' })
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

describe('whatever Tempo answers, it is an answer or a typed error', () => {
  test('to a search', async () => {
    const { traces } = (await (
      await fakeTempo(spans).fetch('http://tempo/api/search?q={}&limit=5&start=1&end=2')
    ).json()) as { traces?: object[] }
    expect(traces).toBeUndefined()
    const found = {
      traceID: 'a1',
      rootServiceName: 'shop',
      startTimeUnixNano: '1',
      durationMs: 1,
      serviceStats: { shop: { spanCount: 1 } },
    }
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(-1, 1e300, '9'.repeat(30), null))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(found)), odd, async (key, value) => {
        const body = { traces: [{ ...found, [key]: value }] }
        const source = sourceOf({ '/api/search': () => Response.json(body) })
        const answer = await orSourceError(
          source.searchTraces(searchFor({ from: 0n, to: 1n }), signal),
        )
        for (const { traceId, start, end } of answer?.traces ?? []) {
          expect(traceId).toMatch(/^[0-9a-f]{32}$/)
          expect(end).toBeGreaterThanOrEqual(start)
        }
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const source = sourceOf({ '/api/search': () => new Response(text) })
        await orSourceError(source.searchTraces(searchFor({}), signal))
      }),
    )
  })

  test.each([
    ['JSON', true],
    ['protobuf', false],
  ])('to a trace by id, in %s', async (_, json) => {
    const { bytes } = await sourceOf({}, json).fetchTrace(ref.traceId, signal)
    const change = fc.tuple(fc.nat(), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 4 }),
        fc.option(fc.nat()),
        async (changes, cut) => {
          const body = new Uint8Array(bytes.slice())
          for (const [at, byte] of changes) body[at % body.length] = byte
          const sent = cut === null ? body : body.slice(0, cut % body.length)
          const source = sourceOf({ [TRACE]: () => new Response(sent) }, json)
          const encoded = await orSourceError(source.fetchTrace(ref.traceId, signal))
          await orSourceError(source.resolveSpans([ref], signal))
          if (!encoded) return
          const batch = await orSourceError(
            (async () => decodeTraces(encoded.bytes, encoded.encoding))(),
          )
          if (!batch) return
          for (const [traceId, indices] of groupByTrace(batch)) {
            checkBuilt(buildTrace(batch, traceId, indices), batch)
          }
        },
      ),
    )
  })
})
