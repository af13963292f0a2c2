import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { jsonOf } from '../testing/documents.ts'
import { draw } from '../testing/trace-notation.ts'
import { openApp } from './harness.ts'
import { CONNECTION_LIMITS } from './limits.ts'
import { type Listening, listen, stopListening } from './listen.ts'

/** What no well-behaved client sends, over real sockets. */

const { spans } = draw(`
  trace a
  0-10 shop receive
`)
const BODY = jsonOf(spans)
/** Instead of a quarter of a minute. */
const SHORT = {
  ...CONNECTION_LIMITS,
  headersTimeout: 300,
  requestTimeout: 300,
  connectionsCheckingInterval: 50,
}

async function served(limits = CONNECTION_LIMITS) {
  const app = openApp()
  const address = { host: '127.0.0.1', port: 0, option: '--port' } as const
  const listening = await listen(app.fetch, address, limits)
  return {
    app,
    port: listening.port,
    async [Symbol.asyncDispose]() {
      listening.server.closeAllConnections()
      await stopListening(listening satisfies Listening)
      app.close()
    },
  }
}

/** Everything that comes back for these bytes until the server closes the connection. */
async function talk(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  let said = ''
  socket.on('data', (text) => (said += String(text)))
  // A reset is an end like others.
  socket.on('error', () => {})
  socket.write(Buffer.from(bytes, 'latin1'))
  if (!socket.closed) await once(socket, 'close')
  return said
}

const statusesIn = (said: string) => [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, s]) => s)

/** A request for the status hidden in the body of another. */
const HIDDEN = 'GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
const POST = 'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

describe('a request whose end could be read in two ways is refused, and what follows it is not read', () => {
  test.each([
    [
      'a length and chunks',
      `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'chunks and a length',
      `${POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`],
    ['a list of lengths', `${POST}Content-Length: 2, 2\r\n\r\n{}`],
    ['a length with a sign', `${POST}Content-Length: +2\r\n\r\n{}`],
    ['a length in hex', `${POST}Content-Length: 0x2\r\n\r\n{}`],
    ['chunks of another name', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['chunks and then something', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['a chunk of a wrong length', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a chunk that is longer', `${POST}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`],
    ['a huge chunk', `${POST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}`],
    ['a folded header', `${POST}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a blank before the colon', `${POST}Content-Length : 2\r\n\r\n{}`],
    ['a bare line feed', `${POST}X-A: b\nContent-Length: 2\r\n\r\n{}`],
    ['a bare carriage return', `${POST}X-A: b\rContent-Length: 2\r\n\r\n{}`],
    ['a zero byte in a header', `${POST}X-A: \u0000\r\nContent-Length: 2\r\n\r\n{}`],
    ['no host', 'GET /api/v1/status HTTP/1.1\r\n\r\n'],
    ['a method that is none', 'G=T / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['another protocol', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n'],
    ['bytes of TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ])('%s', async (_, bytes) => {
    await using server = await served(SHORT)
    const said = await talk(server.port, bytes + HIDDEN)
    const [first, ...more] = statusesIn(said)
    expect(first).toMatch(/^4\d\d$/)
    expect(more).toEqual([])
    expect(said).not.toContain('otlpEndpoints')
    expect(server.app.store.counts.spans).toBe(0)
    expect(server.app.errors).toEqual([])
  })
})

test('a body in sound chunks is read, and the request behind it is another', async () => {
  await using server = await served(SHORT)
  const chunk = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`
  const said = await talk(server.port, `${POST}Transfer-Encoding: chunked\r\n\r\n${chunk}${HIDDEN}`)
  expect(statusesIn(said)).toEqual(['200', '200'])
  expect(server.app.store.counts.spans).toBe(1)
})

describe('a client that takes its time loses its connection', () => {
  test.each([
    ['in the headers', 'GET /api/v1/status HTTP/1.1\r\nHost: loc'],
    ['in the body', `${POST}Content-Length: 1000\r\n\r\n{"resource`],
    ['between two chunks', `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`],
  ])('%s', async (_, bytes) => {
    await using server = await served(SHORT)
    expect(statusesIn(await talk(server.port, bytes))).toEqual(['408'])
    expect(server.app.store.counts.spans).toBe(0)
  })

  test('within a time that is set, and not Node’s five minutes', () => {
    expect(CONNECTION_LIMITS.headersTimeout).toBeLessThanOrEqual(30_000)
    expect(CONNECTION_LIMITS.requestTimeout).toBeLessThanOrEqual(180_000)
  })
})

test('headers of more than 16 KiB are refused before they are read', async () => {
  await using server = await served()
  const long = `GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`
  expect(statusesIn(await talk(server.port, long))).toEqual(['431'])
  const many = `GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n${'A: b\r\n'.repeat(5000)}\r\n`
  expect(statusesIn(await talk(server.port, many))).toEqual(['431'])
})

test('1,000 connections on which nothing comes keep no one from an answer', async () => {
  await using server = await served()
  const idle: Socket[] = []
  for (let i = 0; i < 1000; i++) {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {})
    idle.push(socket)
    await once(socket, 'connect')
    // Half of them begin a request that they do not end.
    if (i % 2 === 0) socket.write('GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-')
  }
  const url = `http://127.0.0.1:${server.port}`
  const headers = { 'content-type': 'application/json' }
  const sent = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: BODY })
  expect(sent.status).toBe(200)
  const answer = await fetch(`${url}/api/v1/traces/${spans[0].ref.traceId}`)
  expect(answer.status).toBe(200)
  for (const socket of idle) socket.destroy()
})

test.each([
  'GET http://evil.example/api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'GET http://localhost/api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/status HTTP/1.1\r\nHost: localhost@evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/status HTTP/1.1\r\nHost: evil.example:80#localhost\r\nConnection: close\r\n\r\n',
  'GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/status HTTP/1.1\r\nHost: localhost.\r\nConnection: close\r\n\r\n',
])('a name that is not ours gets nothing: %j', async (bytes) => {
  await using server = await served()
  const said = await talk(server.port, bytes)
  expect(statusesIn(said)[0]).toMatch(/^4\d\d$/)
  expect(said).not.toContain('otlpEndpoints')
})

test.each([
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/assets/../../package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '//etc/passwd',
  '/%00/etc/passwd',
  '/assets/%c0%ae%c0%ae/package.json',
  'file:///etc/passwd',
])('a path leads to no other file: %s', async (path) => {
  await using server = await served()
  const said = await talk(
    server.port,
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  )
  expect(statusesIn(said)[0]).toMatch(/^[45]\d\d$/)
  expect(said).not.toMatch(/root:|"name"/)
})
