import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type SourceHealth, sourcesAnswer } from '../../sources/gateway-schema.ts'
import { openApp } from '../harness.ts'
import { openConnections } from './ask.ts'
import { watchHealth } from './health-watch.ts'
import { probe } from './health.ts'
import { answerJson, stage, upstreamAt, withCredentials } from './staged-upstream.ts'

const OK: SourceHealth = { state: 'ok', message: null }

describe('the list of sources', () => {
  const listed = async (app: ReturnType<typeof openApp>) => {
    const answer = await app.call('/api/v1/sources')
    return sourcesAnswer.parse(await answer.json()).sources
  }
  const LOCAL = { id: 'local', kind: 'local', name: 'local', base: '', health: OK }

  test('begins with the local store', async () => {
    expect(await listed(openApp())).toEqual([LOCAL])
  })

  test('says where each is and whether it answers, and not its address', async () => {
    await using staged = await stage((response) => answerJson(response), { name: 'Production' })
    const prod = { id: 'prod', kind: 'jaeger', name: 'Production', base: '/gateway/prod' }
    expect(await listed(staged.app)).toEqual([LOCAL, { ...prod, health: OK }])
    const text = await (await staged.app.call('/api/v1/sources')).text()
    expect(text).not.toContain('127.0.0.1')
  })

  test('is without the local store where none is kept', async () => {
    const upstreams = [upstreamAt('http://127.0.0.1:1')]
    const sources = await listed(openApp({ local: false, upstreams }))
    expect(sources.map(({ id, health }) => [id, health.state])).toEqual([['prod', 'failed']])
  })

  test('is open to our own page alone', async () => {
    const headers = { host: 'evil.example' }
    expect((await openApp().call('/api/v1/sources', { headers })).status).toBe(403)
  })
})

describe('a source is asked', () => {
  const healthOf = async (
    answer: (response: ServerResponse, url: string) => void,
    settings: Parameters<typeof stage>[1] = {},
  ) => {
    await using staged = await stage((response, { url }) => answer(response, url), settings)
    const health = await probe(staged.upstream, openConnections())
    return { ...health, asked: staged.received.map(({ url }) => url) }
  }
  const failed = (message: RegExp) => ({
    state: 'failed',
    message: expect.stringMatching(message),
  })

  test.each([
    ['jaeger', '/api/v3/services'],
    ['tempo', '/api/v2/search/tags?scope=intrinsic'],
    ['victoria', '/select/jaeger/api/services'],
    ['signoz', '/api/v1/services/list'],
  ] as const)('by a question of its kind: %s', async (kind, path) => {
    const { state, asked } = await healthOf((response) => answerJson(response), { kind })
    expect([state, asked]).toEqual(['ok', [path]])
  })

  test.each<[string, (response: ServerResponse) => void]>([
    ['is not there', (response) => response.writeHead(404).end()],
    ['gets its own UI', (response) => response.end('<!doctype html><title>Jaeger UI</title>')],
  ])('by an older one where the first %s', async (_, missing) => {
    const health = await healthOf((response, url) =>
      url.startsWith('/api/v3') ? missing(response) : answerJson(response),
    )
    expect(health).toEqual({ ...OK, asked: ['/api/v3/services', '/api/services'] })
  })

  test('with its credentials', async () => {
    await using staged = await stage((response) => answerJson(response), {
      credentials: withCredentials(),
    })
    await probe(staged.upstream, openConnections())
    expect(staged.received[0].headers).toHaveProperty('signoz-api-key')
  })

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['has none of the paths', (r) => r.writeHead(404).end(), /none of the paths of Jaeger/],
    ['asks for credentials', (r) => r.writeHead(401).end(), /asks for credentials.*\(401\)\.$/],
    ['forbids', (r) => r.writeHead(403).end(), /asks for credentials.*\(403\)\.$/],
    ['asks for a tenant', (r) => r.writeHead(401).end('no org id'), /\(401\): no org id$/],
    ['is busy', (r) => r.writeHead(503).end('too many\nrequests'), /answered 503: too many$/],
    [
      'fails in JSON',
      (r) => r.writeHead(500).end('{"error":{"httpCode":500,"message":"no storage"}}'),
      /answered 500: no storage$/,
    ],
    [
      'fails in the older JSON',
      (r) => r.writeHead(500).end('{"data":null,"errors":[{"code":500,"msg":"no storage"}]}'),
      /answered 500: no storage$/,
    ],
    ['fails with a page', (r) => r.writeHead(502).end('<html>Bad gateway'), /answered 502\.$/],
    ['fails in odd JSON', (r) => r.writeHead(500).end('null'), /answered 500/],
    ['redirects', (r) => r.writeHead(302, { location: '/login' }).end(), /302, a redirect/],
    [
      'shows a login page',
      (r) => r.setHeader('content-type', 'text/html').end('<!doctype html>'),
      /HTML page/,
    ],
    ['shows a page without saying so', (r) => r.end('\n <html>'), /HTML page/],
    ['hangs up', (r) => r.destroy(), /closed the connection/],
  ])('and it is told when it %s', async (_, answer, message) => {
    expect(await healthOf(answer)).toMatchObject(failed(message))
  })

  test('and it is told when its credentials are refused', async () => {
    const health = await healthOf((response) => response.writeHead(401).end(), {
      credentials: withCredentials(),
    })
    expect(health).toMatchObject(failed(/refused the credentials configured \(401\)/))
  })

  test('and it is told when it is down or does not answer', async () => {
    const down = await probe(upstreamAt('http://127.0.0.1:1'), openConnections())
    expect(down).toEqual(failed(/refused the connection/))
    expect(await healthOf(() => {}, { timeout: 20 })).toMatchObject(failed(/within 0.02 s/))
  })
})

describe('health is watched', () => {
  const SOURCE = {}
  /** A probe whose answers are given one by one, and a clock. */
  function watched(patience: number) {
    let time = 0
    const asked: PromiseWithResolvers<SourceHealth>[] = []
    const watch = watchHealth(
      () => {
        asked.push(Promise.withResolvers())
        return asked[asked.length - 1].promise
      },
      { patience, now: () => time },
    )
    return { watch, asked, pass: (milliseconds: number) => (time += milliseconds) }
  }
  const DOWN: SourceHealth = { state: 'failed', message: 'Down.' }
  const FOR_EVER = 100_000

  test('by one probe for all who ask within some seconds', async () => {
    const { watch, asked, pass } = watched(FOR_EVER)
    const both = Promise.all([watch.of(SOURCE), watch.of(SOURCE)])
    asked[0].resolve(OK)
    expect(await both).toEqual([OK, OK])
    pass(4999)
    expect(await watch.of(SOURCE)).toEqual(OK)
    expect(asked).toHaveLength(1)
  })

  test('anew after that', async () => {
    const { watch, asked, pass } = watched(FOR_EVER)
    const first = watch.of(SOURCE)
    asked[0].resolve(OK)
    await first
    pass(5000)
    const second = watch.of(SOURCE)
    asked[1].resolve(DOWN)
    expect(await second).toEqual(DOWN)
  })

  test('without waiting for a slow one, of which nothing is known at first', async () => {
    const { watch, asked, pass } = watched(0)
    expect(await watch.of(SOURCE)).toMatchObject({ state: 'unknown' })
    pass(60_000)
    expect(await watch.of(SOURCE)).toMatchObject({ state: 'unknown' })
    expect(asked).toHaveLength(1)
    asked[0].resolve(DOWN)
    await asked[0].promise
    expect(await watch.of(SOURCE)).toEqual(DOWN)
    pass(5000)
    // What was known stands until the new probe has answered.
    expect(await watch.of(SOURCE)).toEqual(DOWN)
    expect(asked).toHaveLength(2)
  })
})
