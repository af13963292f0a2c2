import { describe, expect, test } from 'vitest'
import { type JaegerVersion, fakeJaeger } from '../../testing/fake-jaeger.ts'
import { searchFor } from '../../testing/searches.ts'
import { draw } from '../../testing/trace-notation.ts'
import type { Fetch } from '../http.ts'
import { jaegerSource } from './client.ts'

const { signal } = new AbortController()

const { spans } = draw('trace a\n 0-1 shop receive-order')

function sourceOf(version: JaegerVersion, instead: Record<string, () => Response> = {}) {
  return sourceAt(fakeJaeger(spans, version, instead).fetch)
}

const sourceAt = (fetch: Fetch) =>
  jaegerSource({ id: 'j', name: 'Jaeger', base: 'http://jaeger', fetch })

describe('what goes wrong', () => {
  const html = (body: string) => () =>
    new Response(body, { headers: { 'content-type': 'text/html' } })

  test.each([
    ['a missing tenant', 401, 'missing tenant header\n', 'tenantMissing', 'missing tenant header'],
    ['a refusal', 403, 'no', 'unauthorised', 'no'],
    [
      'too many requests',
      429,
      '',
      'rateLimited',
      'The source answered 429: it was asked too often.',
    ],
    ['a proxy’s page', 502, '<html>Bad Gateway</html>', 'unreachable', 'The source answered 502.'],
    [
      'a storage error',
      500,
      '{"error":{"httpCode":500,"message":"no shards"}}',
      'unreachable',
      'no shards',
    ],
  ])('%s is told in the source’s words', async (_what, status, body, code, message) => {
    const source = sourceOf('2.20', { '/api/v3/services': () => new Response(body, { status }) })
    await expect(source.listServices(signal)).rejects.toMatchObject({
      code,
      message,
    })
  })

  test('a login page is recognised', async () => {
    const page = html('<html><form><input type="password"></form></html>')
    const source = sourceOf('2.20', { '/api/v3/services': page })
    await expect(source.listServices(signal)).rejects.toMatchObject({ code: 'unauthorised' })
  })

  test('an older Jaeger that serves its own page for unknown paths is still found', async () => {
    const page = html('<!doctype html><title>Jaeger UI</title>')
    const source = sourceOf('legacy', { '/api/v3/services': page })
    expect(await source.listServices(signal)).toEqual(['shop'])
  })

  test('an address without a Jaeger is said to be one', async () => {
    const fetch = async () => new Response('404 page not found', { status: 404 })
    const source = sourceAt(fetch)
    await expect(source.probe?.(signal)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('a source that could not be reached is asked again', async () => {
    const { fetch } = fakeJaeger(spans, '2.20')
    let down = true
    const source = sourceAt(async (input, init) => {
      if (down) throw new TypeError('fetch failed')
      return fetch(input, init)
    })
    await expect(source.probe?.(signal)).rejects.toMatchObject({ code: 'unreachable' })
    down = false
    expect(await source.listServices(signal)).toEqual(['shop'])
  })

  test('an answer of another shape is said to be malformed', async () => {
    const source = sourceOf('2.20', { '/api/v3/services': () => Response.json({ services: [1] }) })
    await expect(source.listServices(signal)).rejects.toMatchObject({ code: 'malformed' })
  })

  test('an error with status 200 is an error', async () => {
    const errors = [{ code: 500, msg: 'query timed out' }]
    const source = sourceOf('legacy', {
      '/api/traces': () => Response.json({ data: null, errors }),
    })
    const search = source.searchTraces(searchFor({ service: 'shop' }), signal)
    await expect(search).rejects.toMatchObject({ message: 'query timed out' })
  })

  test('asking for permission is avoided: no header of ours is sent', async () => {
    const sent: (HeadersInit | undefined)[] = []
    const { fetch } = fakeJaeger(spans, '2.20')
    const source = sourceAt((input, init) => {
      sent.push(init?.headers)
      return fetch(input, init)
    })
    await source.searchTraces(searchFor({}), signal)
    expect(new Set(sent)).toEqual(new Set([undefined]))
  })
})
