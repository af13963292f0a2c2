import * as z from 'zod/mini'
import { describe, expect, test } from 'vitest'
import { GATEWAY_ERROR_HEADER } from './gateway-schema.ts'
import { bytesOf, parsed, plainMessage, request, send, textOf } from './http.ts'

const { signal } = new AbortController()

const answering = (body: BodyInit | null, init: ResponseInit = {}) => ({
  signal,
  fetch: async () => new Response(body, init),
})

/** A body that ends with an error after its first bytes, as when a source stops half-way. */
function brokenOff(): ReadableStream<Uint8Array> {
  let pulls = 0
  return new ReadableStream({
    pull(controller) {
      if (pulls++ === 0) controller.enqueue(new TextEncoder().encode('{"data":['))
      else controller.error(new TypeError('terminated'))
    },
  })
}

describe('a request', () => {
  test('that is aborted stays an abort', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(send('http://source', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  test('without an answer is told as unreachable', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'))
    await expect(send('http://source', { signal, fetch })).rejects.toMatchObject({
      name: 'SourceError',
      code: 'unreachable',
    })
  })

  test.each([
    [400, 'badQuery'],
    [401, 'unauthorised'],
    [404, 'notFound'],
    [429, 'rateLimited'],
    [500, 'unreachable'],
    [504, 'timeout'],
  ])('that is answered %i fails as %s with the source’s own words', async (status, code) => {
    const answer = request('http://source', answering(' no such tenant ', { status }), plainMessage)
    await expect(answer).rejects.toMatchObject({ code, message: 'no such tenant' })
  })
})

describe('a source that had enough', () => {
  const refused = (body: string, after: string) =>
    request(
      'http://source',
      answering(body, { status: 429, headers: { 'retry-after': after } }),
      plainMessage,
    )

  test('says so in its own words, and when it wants to be asked again', async () => {
    await expect(refused('queue is full', '90')).rejects.toMatchObject({
      code: 'rateLimited',
      message: 'queue is full. It asks to wait 1 m 30 s first.',
    })
  })

  test('may name a date', async () => {
    const date = new Date(Date.now() + 7_200_000).toUTCString()
    await expect(refused('', date)).rejects.toThrow(/asked too often.*It asks to wait (2 h|1 h)/)
  })

  test.each(['', 'soon', '-3', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'says nothing of a time that is none to wait for: “%s”',
    async (after) => {
      await expect(refused('queue is full', after)).rejects.toMatchObject({
        message: 'queue is full',
      })
    },
  )
})

describe('what the gateway says in the place of a source', () => {
  const message = 'The source “prod” refused the connection.'
  const refusing = (code: string, body: unknown) =>
    answering(JSON.stringify(body), { status: 502, headers: { [GATEWAY_ERROR_HEADER]: code } })

  test.each(['unreachable', 'timeout', 'malformed', 'unsupported'])('is told: %s', async (code) => {
    const answer = send('http://source', refusing(code, { error: { code, message } }))
    await expect(answer).rejects.toMatchObject({ name: 'SourceError', code, message })
  })

  test.each([
    [{ error: { code: 'unavailable', message } }, 'unsupported'],
    [{ error: { code: '__proto__', message } }, 'unsupported'],
    ['odd', 'unreachable'],
  ])('is told though it is not as expected: %j', async (body, code) => {
    const answer = send('http://source', refusing('odd', body))
    await expect(answer).rejects.toMatchObject({ name: 'SourceError', code })
  })

  test('is not mistaken for a source’s own error of the same shape', async () => {
    const body = JSON.stringify({ error: { code: 'notFound', message } })
    const answer = await send('http://source', answering(body, { status: 404 }))
    expect(await answer.text()).toBe(body)
  })
})

describe('a web page instead of data', () => {
  const html = { headers: { 'content-type': 'text/html; charset=utf-8' } }

  test('is taken for a login where it asks for a password', async () => {
    const page = '<!doctype html><form><input type="password"></form>'
    await expect(send('http://source', answering(page, html))).rejects.toMatchObject({
      code: 'unauthorised',
    })
  })

  test('is else taken for a wrong address', async () => {
    await expect(
      send('http://source', answering('<!doctype html><p>Hi', html)),
    ).rejects.toMatchObject({ code: 'malformed', message: expect.stringContaining('web page') })
  })

  test('is recognised where it is not declared as one', async () => {
    const response = new Response('\n<!DOCTYPE html><html>', {
      headers: { 'content-type': 'application/json' },
    })
    await expect(textOf(response, signal)).rejects.toMatchObject({ code: 'malformed' })
    const login = new Response('<html><title>Sign in</title>', {
      headers: { 'content-type': 'application/protobuf' },
    })
    await expect(bytesOf(login, signal)).rejects.toMatchObject({ code: 'unauthorised' })
  })

  test('is no message', () => {
    expect(plainMessage('<html><body>502 Bad Gateway</body></html>')).toBeNull()
  })
})

test('a body that breaks off is told, never taken for the whole', async () => {
  await expect(textOf(new Response(brokenOff()), signal)).rejects.toMatchObject({
    code: 'unreachable',
  })
  await expect(bytesOf(new Response(brokenOff()), signal)).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('an answer of another shape says where it differs', () => {
  const schema = z.object({ services: z.array(z.string()) })
  expect(() => parsed('{"services":["a",1]}', schema)).toThrow('“services.1”')
  expect(() => parsed('{"services":', schema)).toThrow('not JSON')
})
