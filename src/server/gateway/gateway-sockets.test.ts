import { once } from 'node:events'
import { type IncomingMessage, get } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { listen, stopListening } from '../listen.ts'
import { type Staged, PATH, answerJson, floodOf, stage, turns } from './staged-upstream.ts'

/** The gateway between two real sockets: the browser's and the source's. */

async function served({ app }: Staged) {
  const listening = await listen(app.fetch, { host: '127.0.0.1', port: 0, option: '--port' })
  return {
    url: `http://127.0.0.1:${listening.port}/gateway/prod`,
    port: listening.port,
    async [Symbol.asyncDispose]() {
      listening.server.closeAllConnections()
      await stopListening(listening)
    },
  }
}

async function opened(url: string): Promise<IncomingMessage> {
  const request = get(url)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return answer
}

test('an answer passes piece by piece, in its length and type', async () => {
  let write = (_text: string | null) => {}
  await using staged = await stage((response) => {
    write = (text) => (text === null ? response.end() : response.write(text))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 6 })
    write('abc')
  })
  await using server = await served(staged)
  const answer = await opened(server.url + PATH)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '6',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  const pieces = answer.setEncoding('utf8').iterator()
  expect((await pieces.next()).value).toBe('abc')
  write('def')
  expect((await pieces.next()).value).toBe('def')
  write(null)
  expect((await pieces.next()).done).toBe(true)
  expect(answer.complete).toBe(true)
})

test('a source that sends faster than the browser reads has to wait', async () => {
  const flood = floodOf(128)
  await using staged = await stage(flood.answer)
  await using server = await served(staged)
  const answer = await opened(server.url + PATH)
  answer.pause()
  await turns()
  expect(flood.sent()).toBeLessThan(flood.all / 2)
  let size = 0
  for await (const part of answer) size += (part as Buffer).length
  expect(size).toBe(flood.all)
})

describe('a browser that goes away takes the question along', () => {
  test('before the answer', async () => {
    const arrived = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    await using staged = await stage((response) => {
      response.once('close', closed.resolve)
      arrived.resolve()
    })
    await using server = await served(staged)
    const request = get(server.url + PATH).on('error', () => {})
    await arrived.promise
    request.destroy()
    await closed.promise
    expect(staged.app.errors).toEqual([])
  })

  test('in the middle of it', async () => {
    const closed = Promise.withResolvers<void>()
    await using staged = await stage((response) => {
      response.once('close', closed.resolve)
      response.write('half')
    })
    await using server = await served(staged)
    const answer = await opened(server.url + PATH)
    answer.destroy()
    await closed.promise
  })
})

test.each([{}, { 'content-length': 100 }])(
  'an answer that breaks off is not whole, and takes one line of the log: %o',
  async (headers) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    await using staged = await stage((response) => {
      response.writeHead(200, headers).write('{"data":[]}')
      setImmediate(() => response.destroy())
    })
    await using server = await served(staged)
    const answer = await fetch(server.url + PATH)
    await expect(answer.text()).rejects.toThrow(/terminated/)
    expect(logged.mock.calls.map(([error]) => (error as Error).stack)).toEqual([
      'A source broke off in the middle of its answer.',
    ])
    logged.mockRestore()
  },
)

test.each([
  '/gateway/prod/../../etc/passwd',
  '/gateway/prod/api/../../../admin',
  '/gateway/prod/api/%2e%2e/%2e%2e/admin',
  '/gateway/prod/api/traces/..%2f..%2fadmin',
  '/gateway/prod//evil.example/',
  '/gateway/prod/\\evil.example',
  'http://evil.example/gateway/prod/admin',
])('a path that a browser would not even send leads nowhere: %s', async (path) => {
  await using staged = await stage((response) => answerJson(response))
  await using server = await served(staged)
  const request = get({ port: server.port, host: '127.0.0.1', path })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(staged.received).toEqual([])
})
