import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Span } from '../model/span.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { protoOf } from '../testing/documents.ts'
import { draw, drawnTraceId } from '../testing/trace-notation.ts'
import { MIB, temporaryDirectory } from './harness.ts'

/** The program as it is started, over real sockets. */

// Each test starts processes; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 })

const MAIN = resolve(import.meta.dirname, 'main.ts')
const [span] = draw(`
  trace a
  0-10 shop receive -> b/check
`).spans

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

/** Runs to its end. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly output: string
  stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

/** Runs until it says that it is ready. */
async function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    if (/^Data .*\n/m.test(output)) break
  }
  const [url] = /http:\/\/localhost:\d+/.exec(output) ?? expect.unreachable()
  return {
    child,
    url,
    output,
    async stop(signal) {
      child.kill(signal)
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

const QUIET = ['--otlp-port', 'off', '--no-sample']

function send(url: string, spans: readonly Span[]): Promise<Response> {
  return fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: protoOf(spans) as BodyInit,
  })
}

const statusOf = async (url: string) =>
  (await (await fetch(`${url}/api/v1/status`)).json()) as Record<string, unknown>

/** A port that something listens on until the end of the block. */
async function busyPort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: String((server.address() as AddressInfo).port),
    [Symbol.dispose]: () => server.close(),
  }
}

describe('a start that fails says why in one line', () => {
  const refused = async (args: string[], message: RegExp) => {
    const { code, stdout, stderr } = await run(...args)
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  }

  test('for an unknown option', () => refused(['--bogus'], /--bogus.*--help/))

  test('for a busy port', async () => {
    using busy = await busyPort()
    await refused(
      ['--port', busy.port, ...QUIET, '--memory'],
      new RegExp(`Port ${busy.port} is in use .*--port`),
    )
  })

  test('for a busy port for OTLP', async () => {
    using busy = await busyPort()
    await refused(
      ['--port', '0', '--otlp-port', busy.port, '--memory'],
      new RegExp(`Port ${busy.port} is in use .*--otlp-port`),
    )
  })

  test('for an address that this machine does not have', () =>
    refused(['--port', '0', ...QUIET, '--memory', '--host', '192.0.2.1'], /192\.0\.2\.1.*--host/))

  test('for a corrupt database', async () => {
    using directory = temporaryDirectory()
    writeFileSync(join(directory.path, 'traces.sqlite'), 'x'.repeat(5000))
    await refused(
      ['--port', '0', ...QUIET, '--data', directory.path],
      /traces\.sqlite is damaged.*Move it away/,
    )
  })

  test('for a data directory that can not be made', async () => {
    using directory = temporaryDirectory()
    writeFileSync(join(directory.path, 'file'), '')
    await refused(
      ['--port', '0', ...QUIET, '--data', join(directory.path, 'file', 'below')],
      /can't be made.*--data/,
    )
  })

  test('for a directory where the database should be', async () => {
    using directory = temporaryDirectory()
    mkdirSync(join(directory.path, 'traces.sqlite'))
    await refused(['--port', '0', ...QUIET, '--data', directory.path], /can't be opened/)
  })

  test('for a source that can’t be', () =>
    refused(['--source', 'zipkin=http://a'], /--source.*kind/))

  test('for a configuration that is wrong, with its line', async () => {
    using directory = temporaryDirectory()
    const path = join(directory.path, 'sources.json')
    writeFileSync(path, '{\n  "sources": [{ "kind": "jaeger" }]\n}')
    await refused(['--config', path], /sources\.json line 2, sources\[0\]\.url/)
  })

  test('for a file to open that is not there', () =>
    refused(['--open', '/nowhere/a.json'], /--open \/nowhere\/a\.json: there is no such file/))

  test('for no source at all', () => refused(['--no-local'], /--source/))

  test('for a data directory that another server uses', async () => {
    using directory = temporaryDirectory()
    await start(...QUIET, '--data', directory.path)
    await refused(['--port', '0', ...QUIET, '--data', directory.path], /in use by another process/)
  })
})

test('the help is printed and nothing is started', async () => {
  const { code, stdout, stderr } = await run('--help')
  expect(stdout).toMatch(/^Usage: npm start/)
  expect(stderr).toBe('')
  expect(code).toBe(0)
})

test('a start prints the address, where to send spans and where they are kept', async () => {
  using directory = temporaryDirectory()
  using free = await busyPort()
  free[Symbol.dispose]()
  const { url, output } = await start(
    '--otlp-port',
    free.port,
    '--no-sample',
    '--data',
    directory.path,
  )
  expect(
    output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[1]),
  ).toEqual([url, `http://localhost:${free.port}/v1/traces`, `${url}/v1/traces`, directory.path])
  expect((await send(`http://localhost:${free.port}`, [span])).status).toBe(200)
  expect(await statusOf(url)).toMatchObject({
    spans: 1,
    dataDirectory: directory.path,
    otlpEndpoints: [`http://localhost:${free.port}/v1/traces`, `${url}/v1/traces`],
  })
})

describe('what was acknowledged is there after the next start', () => {
  const batches = Array.from({ length: 40 }, (_, i): Span[] =>
    Array.from({ length: 50 }, (_, k) => ({
      ...span,
      ref: {
        traceId: (i + 1).toString(16).padStart(32, '0') as Span['ref']['traceId'],
        spanId: (k + 1).toString(16).padStart(16, '0') as Span['ref']['spanId'],
      },
    })),
  )

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('when it ends by %s', async (signal) => {
    using directory = temporaryDirectory()
    const before = await start(...QUIET, '--data', directory.path)
    const acknowledged: Span[][] = []
    const sent = batches.map(async (batch) => {
      const answer = await send(before.url, batch)
      if (answer.ok) acknowledged.push(batch)
      // In the middle of the others.
      if (acknowledged.length === 10) before.child.kill(signal)
    })
    await Promise.allSettled(sent)
    if (before.child.exitCode === null && before.child.signalCode === null) {
      await once(before.child, 'exit')
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(10)

    const after = await start(...QUIET, '--data', directory.path)
    for (const batch of acknowledged) {
      const answer = await fetch(`${after.url}/api/v1/traces/${batch[0].ref.traceId}`, {
        headers: { accept: 'application/x-protobuf' },
      })
      const stored = decodeProto(new Uint8Array(await answer.arrayBuffer()))
      expect(Array.from({ length: stored.length }, (_, i) => stored.span(i))).toEqual(batch)
    }
    expect(await after.stop('SIGTERM')).toBe(0)
  })

  test('and it stops though an event stream is open', async () => {
    const server = await start(...QUIET, '--memory')
    const events = await fetch(`${server.url}/api/v1/events`)
    expect(await server.stop('SIGTERM')).toBe(0)
    expect(await events.text()).toMatch(/^: connected/)
  })
})

test('sources alone need no data directory, no second port and no sample, and their secrets stay inside', async () => {
  using directory = temporaryDirectory()
  const config = join(directory.path, 'sources.json')
  writeFileSync(join(directory.path, 'token'), 'hunter2')
  const url = 'http://127.0.0.1:1/base'
  const source = { kind: 'jaeger', id: 'prod', url, tokenFile: 'token' }
  writeFileSync(config, JSON.stringify({ sources: [source] }))
  const { url: own, output } = await start('--no-local', '--config', config)
  expect(output.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
    ['trace-link-explorer', own],
    ['Source', 'prod (Jaeger at 127.0.0.1:1)'],
    ['Data', 'not kept here'],
    [''],
  ])
  const sources = await (await fetch(`${own}/api/v1/sources`)).text()
  expect(JSON.parse(sources)).toMatchObject({
    sources: [{ id: 'prod', base: '/gateway/prod', health: { state: 'failed' } }],
  })
  const answer = await fetch(`${own}/gateway/prod/api/services`)
  expect(answer.status).toBe(502)
  expect(output + sources + (await answer.text())).not.toContain('hunter2')
  expect((await send(own, [span])).status).toBe(404)
})

test('files are opened without a store too, and the start says where they are shown', async () => {
  using directory = temporaryDirectory()
  const [one, other] = ['orders.json', 'batch.json.gz'].map((name) => join(directory.path, name))
  writeFileSync(one, '{"resourceSpans": []}')
  writeFileSync(other, gzipSync('{}'))
  const server = await start('--no-local', '--open', one, other)
  expect(server.output).toContain(`${server.url}/?source=files (orders.json, batch.json.gz)`)
  const answer = await fetch(`${server.url}/api/v1/files/2`)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(readFileSync(other))
  await server.stop('SIGTERM')
})

test('an event tells of spans that arrive', async () => {
  const { url } = await start(...QUIET, '--memory')
  const events = await fetch(`${url}/api/v1/events`)
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe(': connected\n\n')
  await send(url, [span])
  const notice = {
    newTraces: 1,
    traceIds: [span.ref.traceId],
    linkedTraceIds: [drawnTraceId('b')],
    all: false,
  }
  expect((await reader?.read())?.value).toBe(`event: traces\ndata: ${JSON.stringify(notice)}\n\n`)
  await reader?.cancel()
})

test('a sample that was removed stays away from an empty store, until it is asked for', async () => {
  using directory = temporaryDirectory()
  const args = ['--otlp-port', 'off', '--data', directory.path]
  const restarted = async (method: string | null) => {
    const server = await start(...args)
    const { sampleTraces } = await statusOf(server.url)
    if (method) await fetch(`${server.url}/api/v1/sample`, { method })
    await server.stop('SIGTERM')
    return sampleTraces
  }
  const loaded = await restarted('DELETE')
  expect(loaded).toBeGreaterThan(0)
  expect(await restarted(null)).toBe(0)
  expect(await restarted('POST')).toBe(0)
  expect(await restarted(null)).toBe(loaded)
})

test('an empty store gets the sample, one with spans does not', async () => {
  using directory = temporaryDirectory()
  const first = await start('--otlp-port', 'off', '--data', directory.path)
  const { sampleTraces, traces } = await statusOf(first.url)
  expect(sampleTraces).toBeGreaterThan(0)
  expect(sampleTraces).toBe(traces)
  await send(first.url, [span])
  await fetch(`${first.url}/api/v1/sample`, { method: 'DELETE' })
  await first.stop('SIGTERM')
  const second = await start('--otlp-port', 'off', '--data', directory.path)
  expect(await statusOf(second.url)).toMatchObject({ traces: 1, spans: 1, sampleTraces: 0 })
})

test('a body over the limit is refused over a socket, and the server goes on', async () => {
  const { url } = await start(...QUIET, '--memory', '--max-body', '1')
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const bomb = gzipSync(Buffer.alloc(100 * MIB, ' '))
  const answer = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: bomb })
  expect(answer.status).toBe(413)
  expect((await send(url, [span])).status).toBe(200)
})

test('the version is that of the package', async () => {
  const { url } = await start(...QUIET, '--memory')
  const { version } = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'),
  ) as { version: string }
  expect(await statusOf(url)).toMatchObject({ version, dataDirectory: null })
})
