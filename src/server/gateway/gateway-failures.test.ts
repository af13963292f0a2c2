import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openApp } from '../harness.ts'
import { PATH, answerJson, problemIn, stage, upstreamAt } from './staged-upstream.ts'

describe('a redirect is not followed', () => {
  test.each([301, 302, 303, 307, 308, 304, 300])('%i', async (status) => {
    const location = 'https://login.example/?next=secret-place'
    await using staged = await stage((response) =>
      response.writeHead(status, { location, 'set-cookie': 'a=1' }).end(),
    )
    const answer = await staged.call(PATH)
    const { message, ...rest } = await problemIn(answer)
    expect(rest).toEqual({ status: 502, code: 'malformed' })
    expect(message).toContain(`“prod” answered ${status}, a redirect`)
    expect(message + inspect(answer.headers)).not.toMatch(/login|secret-place|set-cookie/)
    expect(staged.received).toHaveLength(1)
  })
})

describe('a source that gives no answer is said to be', () => {
  test('down', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const app = openApp({ upstreams: [upstreamAt(`http://127.0.0.1:${port}`)] })
    const { message, ...rest } = await problemIn(await app.call(`/gateway/prod${PATH}`))
    expect(rest).toEqual({ status: 502, code: 'unreachable' })
    expect(message).toMatch(/“prod” refused the connection/)
    expect(message).not.toContain(String(port))
  })

  test.each([
    ['not HTTP', 'SSH-2.0-server\r\n', /does not speak HTTP/],
    ['gone at once', '', /closed the connection/],
    ['of a status that there is not', 'HTTP/1.1 999 What\r\n\r\n', /status 999/],
  ])('%s', async (_, bytes, message) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(bytes))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const app = openApp({ upstreams: [upstreamAt(`http://127.0.0.1:${port}`)] })
    expect(await problemIn(await app.call(`/gateway/prod${PATH}`))).toMatchObject({
      status: 502,
      message: expect.stringMatching(message),
    })
    server.close()
  })

  test('http where https is expected', async () => {
    await using staged = await stage((response) => answerJson(response))
    const url = `https://${staged.upstream.url.host}`
    const app = openApp({ upstreams: [upstreamAt(url)] })
    expect(await problemIn(await app.call(`/gateway/prod${PATH}`))).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/TLS/),
    })
  })

  test('too slow to begin', async () => {
    const closed = Promise.withResolvers<void>()
    await using staged = await stage((response) => response.once('close', closed.resolve), {
      timeout: 20,
    })
    expect(await problemIn(await staged.call(PATH))).toEqual({
      status: 504,
      code: 'timeout',
      message: 'The source “prod” did not answer within 0.02 s.',
    })
    await closed.promise
  })

  test.each([200, 500])('stuck in the middle, after %i', async (status) => {
    const closed = Promise.withResolvers<void>()
    await using staged = await stage(
      (response) => {
        response.once('close', closed.resolve)
        response.writeHead(status).write('half')
      },
      { timeout: 500 },
    )
    if (status === 200) {
      await expect((await staged.call(PATH)).text()).rejects.toThrow(/stopped in the middle/)
    } else {
      expect(await problemIn(await staged.call(PATH))).toMatchObject({
        status: 504,
        code: 'timeout',
      })
    }
    await closed.promise
  })

  test('broken off in the middle: half an answer is never a whole one', async () => {
    await using staged = await stage((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[]}')
      setImmediate(() => response.destroy())
    })
    await expect((await staged.call(PATH)).text()).rejects.toThrow(/broke off/)
  })
})

describe('who goes away takes the question along', () => {
  test('before the answer begins', async () => {
    const arrived = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    await using staged = await stage((response) => {
      response.once('close', closed.resolve)
      arrived.resolve()
    })
    const controller = new AbortController()
    const answer = staged.call(PATH, { signal: controller.signal })
    await arrived.promise
    controller.abort()
    await closed.promise
    expect((await answer).status).toBe(499)
    expect(staged.app.errors).toEqual([])
  })

  test.each(['abort', 'cancel'])('in the middle of the answer: %s', async (how) => {
    const closed = Promise.withResolvers<void>()
    await using staged = await stage((response) => {
      response.once('close', closed.resolve)
      response.write('half')
    })
    const controller = new AbortController()
    const answer = await staged.call(PATH, { signal: controller.signal })
    const reader = answer.body?.getReader()
    await reader?.read()
    if (how === 'abort') controller.abort()
    else await reader?.cancel()
    await closed.promise
  })
})

test('a kept connection that the source gave up is no failure', async () => {
  const sockets = new Set<object>()
  await using staged = await stage((response, { url }) => {
    if (response.socket) sockets.add(response.socket)
    // Closed without an answer, as by a server whose patience with kept connections ended just now.
    if (url.endsWith('?second') && sockets.size === 1) response.socket?.destroy()
    else answerJson(response)
  })
  expect(await (await staged.call(PATH)).json()).toEqual({ data: [] })
  expect(await (await staged.call(`${PATH}?second`)).json()).toEqual({ data: [] })
  expect(sockets.size).toBe(2)
})
