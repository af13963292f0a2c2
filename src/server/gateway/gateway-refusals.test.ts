import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { MAX_REQUEST_BODY } from './request-body.ts'
import { PATH, answerJson, problemIn, stage } from './staged-upstream.ts'

describe('what is not allowed is answered here', () => {
  const refused = async (
    path: string,
    init: RequestInit | undefined,
    expected: object,
    kind: 'jaeger' | 'signoz' | 'victoria' = 'jaeger',
  ) => {
    await using staged = await stage((response) => answerJson(response), { kind })
    expect(await problemIn(await staged.app.call(path, init))).toMatchObject(expected)
    expect(staged.received).toEqual([])
  }

  test.each([
    '/gateway/prod/api/dependencies',
    '/gateway/prod/api/v3/traces/a/b',
    '/gateway/prod/api/traces/',
    '/gateway/prod/metrics',
    '/gateway/prod/',
    '/gateway/prod',
    '/gateway/other/api/services',
    '/gateway/PROD/api/services',
    '/gateway/__proto__/api/services',
    '/gateway/',
    '/gateway/prod/api/traces/%2e%2e%2fadmin',
    '/gateway/prod/api/traces/..%2fadmin',
    '/gateway/prod/api/traces/..%5cadmin',
    '/gateway/prod/api/traces/%252e%252e',
    '/gateway/prod/api/traces/a%00b',
    '/gateway/prod/api/traces/%ff',
    '/gateway/prod//evil.example/api/services',
    '/gateway/prod/http://evil.example/api/services',
    '/gateway/prod@evil.example/api/services',
  ])('%s', (path) => refused(path, undefined, { status: 404 }))

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('%s', async (method) => {
    await using staged = await stage((response) => answerJson(response))
    const answer = await staged.call(PATH, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
    expect(staged.received).toEqual([])
  })

  test('a POST where only some paths take it', () =>
    refused('/gateway/prod/api/v1/version', { method: 'POST' }, { status: 405 }, 'signoz'))

  const JSON_TYPE = { 'content-type': 'application/json' }
  const QUERY = '/gateway/prod/api/v5/query_range'
  test('a body that is too long, however it comes', async () => {
    const tooLarge = { status: 413, code: 'tooLarge' }
    const text = JSON.stringify('x'.repeat(MAX_REQUEST_BODY))
    await refused(QUERY, { body: text, headers: JSON_TYPE }, tooLarge, 'signoz')
    const stream = new Blob([text]).stream()
    const init = { body: stream, headers: JSON_TYPE, duplex: 'half' }
    await refused(QUERY, init, tooLarge, 'signoz')
    const headers = { ...JSON_TYPE, 'content-length': String(MAX_REQUEST_BODY + 1) }
    await refused(QUERY, { body: '{}', headers }, tooLarge, 'signoz')
  })

  test.each(['text/plain', 'multipart/form-data', ''])('a body of type %j', (type) =>
    refused(QUERY, { body: '{}', headers: { 'content-type': type } }, { status: 415 }, 'signoz'),
  )

  test('a compressed body', () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' }
    return refused(QUERY, { body: gzipSync('{}'), headers }, { status: 415 }, 'signoz')
  })

  test('a body that is not JSON', () =>
    refused(QUERY, { body: '{', headers: JSON_TYPE }, { status: 400 }, 'signoz'))

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('a page elsewhere: %o', (headers) =>
    refused(`/gateway/prod${PATH}`, { headers }, { status: 403, code: 'forbidden' }),
  )

  test('another name for this server', async () => {
    await using staged = await stage((response) => answerJson(response))
    const answer = await staged.call(PATH, { headers: { host: 'evil.example' } })
    expect(answer.status).toBe(403)
    expect(staged.received).toEqual([])
  })

  test('but not our own page', async () => {
    await using staged = await stage((response) => answerJson(response))
    const headers = {
      origin: 'http://localhost:4319',
      host: 'localhost:4319',
      'sec-fetch-site': 'same-origin',
    }
    expect((await staged.call(PATH, { headers })).status).toBe(200)
  })
})
