import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { GATEWAY_ERROR_HEADER } from '../../sources/gateway-schema.ts'
import {
  PATH,
  SECRET,
  TOKEN,
  answerJson,
  floodOf,
  stage,
  turns,
  withCredentials,
} from './staged-upstream.ts'

describe('a request goes on to the source', () => {
  test('with its query string as it is, below the path of the source’s address', async () => {
    await using staged = await stage((response) => answerJson(response), { path: '/jaeger/' })
    const query = '?service=a%20b&tags=%7B%22x%22%3A%22%2F..%2F%22%7D&tag=k:v&x=%252e&&empty='
    const answer = await staged.call(`/api/traces${query}`)
    expect(await answer.json()).toEqual({ data: [] })
    expect(staged.received[0]).toMatchObject({ method: 'GET', url: `/jaeger/api/traces${query}` })
  })

  test('with what the answer may be like, and nothing else that the browser said', async () => {
    await using staged = await stage((response) => answerJson(response))
    await staged.call(PATH, {
      headers: {
        accept: 'application/protobuf',
        'accept-encoding': 'br',
        cookie: 'session=1',
        authorization: 'Bearer browser',
        'x-scope-orgid': 'other',
        'x-forwarded-for': '10.0.0.1',
        referer: 'http://localhost:4319/trace/1',
        connection: 'x-hop',
        'x-hop': '1',
      },
    })
    const [{ headers }] = staged.received
    expect(headers).toEqual({
      host: staged.upstream.url.host,
      accept: 'application/protobuf',
      'accept-encoding': 'br',
      'user-agent': 'trace-link-explorer',
      connection: 'keep-alive',
    })
  })

  test('with the credentials of the source', async () => {
    await using staged = await stage((response) => answerJson(response), {
      credentials: withCredentials(),
    })
    await staged.call(PATH, { headers: { 'signoz-api-key': 'browser' } })
    expect(staged.received[0].headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`,
      'signoz-api-key': TOKEN,
      'x-scope-orgid': 'tenant-a',
    })
  })

  test('with the body of a POST that reads', async () => {
    await using staged = await stage((response) => answerJson(response), { kind: 'signoz' })
    const body = JSON.stringify({ start: 1763820000000, compositeQuery: { queries: [] } })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await staged.call('/api/v5/query_range', { body, headers })).status).toBe(200)
    expect(staged.received[0]).toMatchObject({ method: 'POST', body })
    expect(staged.received[0].headers['content-type']).toBe('application/json')
  })

  test('with a form', async () => {
    await using staged = await stage((response) => answerJson(response), { kind: 'victoria' })
    const body = new URLSearchParams({ query: '"link:link_trace_id:0":*', limit: '5' })
    await staged.call('/select/logsql/query', { body })
    expect(staged.received[0].body).toBe(String(body))
  })
})

describe('an answer comes back', () => {
  test('with its status, type and compression, without cookies and other headers', async () => {
    const bytes = gzipSync('{"data":["shop"]}')
    await using staged = await stage((response) => {
      response
        .writeHead(203, {
          'content-type': 'application/json; charset=utf-8',
          'content-encoding': 'gzip',
          'content-length': bytes.length,
          'set-cookie': ['session=1', 'other=2'],
          'access-control-allow-origin': '*',
          'content-security-policy': 'default-src *',
          'keep-alive': 'timeout=5',
          'x-upstream': 'yes',
          [GATEWAY_ERROR_HEADER]: 'notFound',
          server: 'jaeger',
        })
        .end(bytes)
    })
    const answer = await staged.call(PATH)
    expect(answer.status).toBe(203)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    })
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
  })

  test('piece by piece, as the source writes it', async () => {
    let write = (_text: string | null) => {}
    await using staged = await stage((response) => {
      write = (text) => (text === null ? response.end() : response.write(text))
      write('first')
    })
    const answer = await staged.call(PATH)
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('first')
    write('second')
    expect((await reader?.read())?.value).toBe('second')
    write(null)
    expect((await reader?.read())?.done).toBe(true)
  })

  test('no faster than it is read', async () => {
    const flood = floodOf(64)
    await using staged = await stage(flood.answer)
    const reader = (await staged.call(PATH)).body?.getReader()
    let size = (await reader?.read())?.value?.length ?? 0
    await turns()
    expect(flood.sent()).toBeLessThan(flood.all / 2)
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.length
    }
    expect(size).toBe(flood.all)
  })

  test.each([
    ['plain text', 400, 'text/plain', 'invalid TraceQL query'],
    ['JSON', 404, 'application/json', '{"errors":[{"code":404,"msg":"trace not found"}]}'],
    ['nothing', 404, 'text/plain', ''],
    ['a sentence in UTF-8', 503, 'text/plain', 'zu viele Anfragen für später – ✓'],
  ])('as it is where it is an error: %s', async (_, status, type, body) => {
    await using staged = await stage((response) =>
      response
        .writeHead(status, { 'content-type': type, 'retry-after': '7', 'set-cookie': 'a=1' })
        .end(body),
    )
    const answer = await staged.call(PATH)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get(GATEWAY_ERROR_HEADER)).toBeNull()
    expect(await answer.text()).toBe(body)
  })

  test('without a body where it has none', async () => {
    await using staged = await stage((response) => response.writeHead(204).end())
    const answer = await staged.call(PATH)
    expect([answer.status, answer.body]).toEqual([204, null])
  })

  test('in a box of its own where it is a page, such as a login form', async () => {
    const page = '<!doctype html><script>alert(1)</script>'
    await using staged = await stage((response) =>
      response.setHeader('content-type', 'text/html').end(page),
    )
    const answer = await staged.call(PATH)
    expect(await answer.text()).toBe(page)
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})
