import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import * as schema from '../../sources/local/schema.ts'
import { drawnRef } from '../../testing/trace-notation.ts'
import { openApp } from '../harness.ts'
import { API_PATH } from './api-path.ts'

const REF = drawnRef('order/receive')

describe('a call is refused with 400 that names what is wrong', () => {
  const id = REF.traceId
  test.each([
    ['/traces?sevice=shop', 'sevice'],
    ['/services?x=1', 'x'],
    ['/traces?limit=0', 'limit'],
    ['/traces?limit=many', 'limit'],
    ['/traces?limit=5001', 'limit'],
    ['/traces?limit=1&limit=2', 'limit'],
    ['/traces?attribute=novalue', 'attribute'],
    ['/traces?attribute==x', 'attribute'],
    ['/traces?status=bad', 'status'],
    ['/traces?sort=random', 'sort'],
    ['/traces?from=now', 'from'],
    ['/traces?from=-1', 'from'],
    ['/traces?from=2&to=1', 'from'],
    ['/traces?to=99999999999999999999', 'to'],
    ['/traces?minDuration=2&maxDuration=1', 'minDuration'],
    ['/traces?linksTo=xyz', 'linksTo'],
    ['/traces/xyz', 'traceId'],
    [`/traces/${id}?traceId=${id}`, 'traceId'],
    ['/links', 'traceId'],
    ['/links/counts', 'traceId'],
    [`/links?traceId=${id}&spanId=1`, 'spanId'],
    [`/links?traceId=${id}&cursor=x`, 'cursor'],
    ['/operations', 'service'],
    ['/attribute-values?service=shop', 'key'],
    ['/traces?__proto__=1', '__proto__'],
  ])('%s', async (path, name) => {
    const answer = await openApp().call(API_PATH + path)
    expect(answer.status).toBe(400)
    const { error } = z.parse(schema.apiError, await answer.json())
    expect(error.code).toBe('badQuery')
    expect(error.message).toContain(`Parameter "${name}"`)
  })

  test.each([
    [
      'more than twenty attributes',
      'attribute=a=b&'.repeat(21),
      '"attribute": may be given 20 times',
    ],
    ['a long attribute', `attribute=a=${'x'.repeat(4096)}`, '"attribute": is over 4096 characters'],
    ['a long name', `service=${'x'.repeat(4097)}`, '"service": is over 4096 characters'],
  ])('a search with %s', async (_, query, message) => {
    const answer = await openApp().call(`${API_PATH}/traces?${query}`)
    expect(answer.status).toBe(400)
    expect(z.parse(schema.apiError, await answer.json()).error.message).toContain(message)
  })

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['no list', '{"refs":1}', 'refs'],
    ['ids that are none', '{"refs":[{"traceId":"x","spanId":"y"}]}', 'refs.0.traceId'],
    ['too many', JSON.stringify({ refs: Array(501).fill(REF) }), 'refs'],
  ])('a body with %s', async (_, body, named) => {
    const answer = await openApp().call(`${API_PATH}/spans/resolve`, { body })
    expect(answer.status).toBe(400)
    expect(z.parse(schema.apiError, await answer.json()).error.message).toContain(named)
  })
})

test('a body is read no further than its limit', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 64 * 1024
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20))
    },
  })
  const request = { body, method: 'POST', duplex: 'half' } as RequestInit
  const answer = await openApp().call(`${API_PATH}/spans/resolve`, request)
  expect(answer.status).toBe(413)
  const { error } = z.parse(schema.apiError, await answer.json())
  expect(error).toEqual({ code: 'tooLarge', message: 'The body is over 256 KiB.' })
  expect(sent).toBeLessThan(1024 * 1024)
})

test('another method is refused and told the right ones', async () => {
  const answer = await openApp().call(`${API_PATH}/sample`, { method: 'PUT' })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('POST, DELETE')
  expect(z.parse(schema.apiError, await answer.json()).error.code).toBe('unsupported')
})

test.each(['/api/v1/nothing', '/api/v2/status', '/api/'])(
  'a path that is not of the API is 404, never the app: %s',
  async (path) => {
    const answer = await openApp().call(path)
    expect(answer.status).toBe(404)
    expect(z.parse(schema.apiError, await answer.json()).error.code).toBe('notFound')
  },
)
