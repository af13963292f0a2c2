import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { jsonOf } from '../testing/documents.ts'
import { draw } from '../testing/trace-notation.ts'
import { NO_LIMITS, openApp, temporaryDirectory } from './harness.ts'
import { Database } from './store/database.ts'
import { Store } from './store/store.ts'

const { spans } = draw(`
  trace a
  0-10 shop receive
`)
const body = jsonOf(spans)
const JSON_TYPE = { 'content-type': 'application/json' }

describe('the Host header', () => {
  test.each([
    'localhost:4319',
    '127.0.0.1:4319',
    '[::1]:4319',
    'app.localhost',
    '192.168.1.5:4319',
    'BOX:1',
  ])('may be %s', async (host) => {
    const app = openApp({ hostNames: ['box'] })
    expect((await app.call('/api/v1/status', { headers: { host } })).status).toBe(200)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:4319',
    'a b',
    '',
  ])('may not be %j, whatever is asked for', async (host) => {
    const app = openApp({ hostNames: ['box'] })
    for (const path of ['/api/v1/status', '/api/v1/events', '/', '/assets/x.js']) {
      const answer = await app.call(path, { headers: { host } })
      expect(answer.status).toBe(403)
    }
  })

  test('is told how it could be allowed', async () => {
    const answer = await openApp().call('/api/v1/status', { headers: { host: 'box.lan' } })
    expect(await answer.json()).toEqual({
      error: { code: 'forbidden', message: expect.stringMatching(/box\.lan.*--allow-host/) },
    })
  })

  test('of a sender that is no page may be any', async () => {
    const headers = { ...JSON_TYPE, host: 'host.docker.internal:4318' }
    expect((await openApp().call('/v1/traces', { body, headers })).status).toBe(200)
  })
})

describe('a page may send spans', () => {
  test.each([
    'http://localhost:3000',
    'https://127.0.0.1',
    'http://[::1]:5173',
    'http://shop.localhost',
  ])('from this machine: %s', async (origin) => {
    const app = openApp()
    const preflight = await app.call('/v1/traces', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-custom',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-custom')
    const answer = await app.call('/v1/traces', { body, headers: { ...JSON_TYPE, origin } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('vary')).toContain('origin')
  })

  test.each([
    'https://evil.example',
    'null',
    'file://',
    'http://localhost.evil.example',
    'http://192.168.1.9',
  ])('not from elsewhere: %s', async (origin) => {
    const app = openApp()
    for (const method of ['OPTIONS', 'POST']) {
      const init = { method, headers: { ...JSON_TYPE, origin }, ...(method === 'POST' && { body }) }
      const answer = await app.call('/v1/traces', init)
      expect(answer.status).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(app.store.counts.spans).toBe(0)
  })

  test('from a host that was allowed', async () => {
    const app = openApp({ hostNames: ['box.lan'] })
    const headers = { ...JSON_TYPE, origin: 'http://box.lan:8080' }
    expect((await app.call('/v1/traces', { body, headers })).status).toBe(200)
  })
})

describe('a call that may change something', () => {
  test.each([
    ['DELETE', '/api/v1/sample'],
    ['POST', '/api/v1/sample'],
    ['POST', '/api/v1/spans/resolve'],
  ])('%s %s is refused to pages of another origin', async (method, path) => {
    for (const origin of ['https://evil.example', 'http://localhost:3000', 'null']) {
      const headers = { origin, host: 'localhost:4319' }
      expect((await openApp().call(path, { method, headers })).status).toBe(403)
    }
  })

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ])('or asks is refused to pages of another origin: %o', async (headers) => {
    for (const path of ['/api/v1/status', '/api/v1/traces', '/api/v1/events']) {
      const answer = await openApp().call(path, { headers: { ...headers, host: 'localhost:4319' } })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test.each([
    [{}],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    [{ origin: 'http://localhost:4319', 'sec-fetch-site': 'same-origin' }],
  ])('and asks only is open to others: %o', async (headers) => {
    const all = { ...headers, host: 'localhost:4319' }
    expect((await openApp().call('/api/v1/status', { headers: all })).status).toBe(200)
  })

  test('is open to pages of its own', async () => {
    const headers = { origin: 'http://localhost:4319', host: 'localhost:4319' }
    const answer = await openApp().call('/api/v1/sample', { method: 'DELETE', headers })
    expect(answer.status).toBe(200)
  })
})

describe('the built app', () => {
  const script = 'console.log(1)\n'.repeat(500)
  function built(root: string): void {
    mkdirSync(join(root, 'dist', 'assets'), { recursive: true })
    writeFileSync(join(root, 'dist', 'index.html'), '<!doctype html><title>app</title>')
    writeFileSync(join(root, 'dist', 'assets', 'app-1a2b.js'), script)
    writeFileSync(join(root, 'dist', 'icon.svg'), '<svg/>')
    writeFileSync(join(root, 'secret.txt'), 'secret')
  }
  async function served(path: string, headers: Record<string, string> = {}): Promise<Response> {
    using directory = temporaryDirectory()
    built(directory.path)
    return await openApp({ appRoot: join(directory.path, 'dist') }).call(path, { headers })
  }

  test.each(['/', '/traces?service=x', '/trace/0123', '/index.html'])(
    'has its page at %s',
    async (path) => {
      const answer = await served(path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(await answer.text()).toContain('<title>app</title>')
    },
  )

  test('has its assets, for ever', async () => {
    const answer = await served('/assets/app-1a2b.js')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toBe(script)
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('compresses with %s for those who take it', async (encoding, decompress) => {
    const answer = await served('/assets/app-1a2b.js', { 'accept-encoding': encoding })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(decompress(bytes).toString()).toBe(script)
  })

  test.each(['/assets/gone-3c4d.js', '/assets/', '/missing.png'])(
    'has no page in the place of a missing file: %s',
    async (path) => {
      const answer = await served(path)
      expect(answer.headers.get('cache-control') ?? '').not.toContain('immutable')
      expect(answer.status).toBe(404)
    },
  )

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00',
    '/%ff',
  ])('is never left: %s', async (path) => {
    expect(await (await served(path)).text()).not.toContain('secret')
  })

  test('is answered with what to do where it is not built', async () => {
    const answer = await openApp().call('/')
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm start')
  })

  test('takes GET alone', async () => {
    expect((await openApp().call('/', { method: 'POST' })).status).toBe(405)
  })
})

test('every answer to a browser has the policy that lets no foreign script run', async () => {
  for (const path of ['/', '/api/v1/status', '/api/v1/nothing', '/assets/x.js']) {
    const { headers } = await openApp().call(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("object-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default;")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBeNull()
  }
})

test('a store that fails is a sentence in the answer, and reported', async () => {
  const database = Database.open(null)
  const store = Store.over(database, NO_LIMITS, () => expect.unreachable())
  const app = openApp({ store })
  database.exec('DROP TABLE operations')
  const answer = await app.call('/api/v1/services')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({
    error: {
      code: 'unavailable',
      message: expect.stringMatching(/database in memory.*no such table/),
    },
  })
  expect(app.errors).toHaveLength(1)
})

test('a failure of the server itself is answered without its innards', async () => {
  const database = Database.open(null)
  const app = openApp({ store: Store.over(database, NO_LIMITS, () => expect.unreachable()) })
  database.close()
  const answer = await app.call('/api/v1/services')
  expect(answer.status).toBe(500)
  expect(await answer.json()).toEqual({
    error: { code: 'failed', message: 'The server failed. Its log says more.' },
  })
  expect(app.errors).toHaveLength(1)
})

describe('without a local store', () => {
  test('spans are refused with the reason, on both ports and in the encoding they come in', async () => {
    const app = openApp({ local: false })
    for (const fetch of [app.fetch, app.fetchOtlp]) {
      const url = 'http://localhost:4319/v1/traces'
      const answer = await fetch(new Request(url, { method: 'POST', body, headers: JSON_TYPE }))
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/--no-local/) })
    }
    expect(app.store.counts.spans).toBe(0)
  })

  test.each(['/services', '/traces', '/events', '/links?traceId=1'])(
    'the API has nothing at %s',
    async (path) => {
      const answer = await openApp({ local: false }).call(`/api/v1${path}`)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({
        error: { code: 'notFound', message: expect.stringMatching(/--no-local/) },
      })
    },
  )

  test.each(['/sources', '/status', '/openapi.json'])('the API still has %s', async (path) => {
    expect((await openApp({ local: false }).call(`/api/v1${path}`)).status).toBe(200)
  })
})

test('loading the sample goes through the receiver, and fails as it does', async () => {
  const loaded = openApp({ sampleRequests: () => [new Uint8Array(0)] })
  expect(await loaded.loadSample()).toBe(0)
  const broken = openApp({ sampleRequests: () => [Uint8Array.of(255)] })
  await expect(broken.loadSample()).rejects.toThrow(/sample/)
})
