import type { Page } from '@playwright/test'
import { jsonOf } from '../src/testing/documents.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { recentBatch } from './recent-batch.ts'
import { type Serving, serve } from './serve.ts'
import { type RunningServer, send } from './server.ts'

/** What a page of another origin gets from a server of this machine, in a real browser. */

const EVIL = 'evil.example'
const spans = recentBatch()
const BODY = jsonOf(spans)

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      // Pages elsewhere may ask for this machine only where a person lets them; here nothing is to rely on that.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
      `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
    ],
  },
  // The page is told all that it may not do.
  expectedErrors: /./,
})

const theirPage = () => new Response('<!doctype html><title>theirs</title>', { headers: HTML })
const HTML = { 'content-type': 'text/html' }

/** A page of another origin: of another name, or of this machine on another port. */
async function elsewhere(page: Page, host: string): Promise<Serving> {
  const site = await serve(theirPage)
  await page.goto(`http://${host}:${new URL(site.origin).port}/`)
  return site
}

/** What of a request can be handed to the page. */
type Init = Pick<RequestInit, 'method' | 'mode'> & {
  readonly body?: string
  readonly headers?: Record<string, string>
}

/** What came of it, in a word. */
function tryFetch(page: Page, url: string, init: Init = {}): Promise<string> {
  return page.evaluate(
    ([address, options]) =>
      fetch(address, options).then(
        (answer) => (answer.type === 'opaque' ? 'opaque' : String(answer.status)),
        () => 'refused',
      ),
    [url, init] as const,
  )
}

async function spansOf(server: RunningServer): Promise<number> {
  const status = (await (await fetch(`${server.url}/api/v1/status`)).json()) as { spans: number }
  return status.spans
}

test('a name that was made to lead here is not answered to', async ({ page, server }) => {
  await send(server, BODY)
  const before = await spansOf(server)
  const rebound = `http://${EVIL}:${new URL(server.url).port}`
  const answer = await page.goto(`${rebound}/`)
  expect(answer?.status()).toBe(403)
  for (const path of ['/api/v1/status', '/api/v1/traces', '/gateway/x/api/services']) {
    expect(await tryFetch(page, rebound + path)).toBe('403')
  }
  const types = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: BODY, headers: types }
  expect(await tryFetch(page, `${rebound}/v1/traces`, init)).toBe('403')
  expect(await spansOf(server)).toBe(before)
})

for (const host of [EVIL, '127.0.0.1']) {
  test(`a page of ${host} reads nothing and changes nothing`, async ({ page, server }) => {
    await send(server, BODY)
    const before = await spansOf(server)
    const site = await elsewhere(page, host)
    for (const path of ['/api/v1/status', '/api/v1/traces', '/gateway/x/api/services', '/']) {
      expect(await tryFetch(page, server.url + path), path).toBe('refused')
    }
    expect(await tryFetch(page, `${server.url}/api/v1/sample`, { method: 'DELETE' })).toBe(
      'refused',
    )
    expect(await tryFetch(page, `${server.url}/api/v1/sample`, { method: 'POST' })).toBe('refused')
    // Without asking first: what a form may send.
    const simple = { method: 'POST', body: BODY, mode: 'no-cors' } as const
    await tryFetch(page, `${server.url}/api/v1/sample`, simple)
    await tryFetch(page, `${server.url}/v1/traces`, simple)
    await tryFetch(page, `${server.url}/gateway/x/api/v5/query_range`, simple)
    expect(await spansOf(server)).toBe(before)
    await site.stop()
  })

  test(`a page of ${host} hears no events and loads no parts`, async ({ page, server }) => {
    const site = await elsewhere(page, host)
    const heard = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const events = new EventSource(url)
          events.addEventListener('open', () => resolve('open'))
          events.addEventListener('error', () => resolve(`closed ${events.readyState}`))
        }),
      `${server.url}/api/v1/events`,
    )
    expect(heard).toBe('closed 2')
    const html = await (await fetch(server.url)).text()
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? []
    for (const [tag, path] of [
      ['img', '/icon.svg'],
      ['script', script],
    ] as const) {
      const loaded = await page.evaluate(
        ([name, src]) =>
          new Promise((resolve) => {
            const element = document.createElement(name)
            element.addEventListener('load', () => resolve('loaded'))
            element.addEventListener('error', () => resolve('refused'))
            element.src = src
            document.body.append(element)
          }),
        [tag, server.url + path] as const,
      )
      expect(loaded, tag).toBe('refused')
    }
    await site.stop()
  })
}

test('a page of this machine may send spans, and no other page', async ({ page, server }) => {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: BODY, headers }
  const foreign = await elsewhere(page, EVIL)
  for (const receiver of [server.url, server.otlp]) {
    expect(await tryFetch(page, `${receiver}/v1/traces`, init)).toBe('refused')
  }
  await foreign.stop()
  expect(await spansOf(server)).toBe(0)
  const own = await elsewhere(page, 'localhost')
  for (const receiver of [server.url, server.otlp]) {
    expect(await tryFetch(page, `${receiver}/v1/traces`, init)).toBe('200')
  }
  expect(await spansOf(server)).toBe(spans.length)
  expect(await tryFetch(page, `${server.url}/api/v1/traces`)).toBe('refused')
  await own.stop()
})

test('a page elsewhere can’t frame the app', async ({ page, server }) => {
  const site = await elsewhere(page, EVIL)
  await page.evaluate((url) => {
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
  }, server.url)
  await expect.poll(() => page.frames().length).toBe(2)
  const [, frame] = page.frames()
  await expect.poll(() => frame.url()).toContain('chrome-error:')
  await site.stop()
})
