import { protoOf } from '../src/testing/documents.ts'
import { drawnRef } from '../src/testing/trace-notation.ts'
import { expect, test as base } from './fixtures.ts'
import { FrameHost } from './hosts/frame-host.ts'
import { recentBatch } from './recent-batch.ts'
import { serve } from './serve.ts'
import { type RunningServer, send } from './server.ts'

/** A panel in an iframe of a page of another origin. */

const BATCH = drawnRef('batch/process-batch')
const ORDER = drawnRef('order/receive-order')
const FRAME = `/embed/trace/${BATCH.traceId}?span=${BATCH.spanId}&tab=links`
const sealed = (message: object) => ({ protocol: 'trace-link-panel', version: 1, ...message })

const test = base.extend<{
  readonly host: FrameHost
  /** Lets the host's pages talk to its panels. */
  readonly server: RunningServer
}>({
  host: async ({ page }, provide) => {
    const host = await FrameHost.start(page)
    await provide(host)
    await page.close()
    await host.stop()
  },
  server: async ({ host, start }, provide) => {
    const server = await start('--memory', '--no-sample', '--embed-origin', host.origin)
    await send(server, protoOf(recentBatch()))
    await provide(server)
  },
})

test('a deep link to a span is shown without the app around it, and the page hears of it', async ({
  host,
  server,
}) => {
  await host.open(server.url + FRAME)
  await expect(host.selected).toContainText('process-batch')
  await expect(host.frame.getByRole('tab', { name: /^Links/, selected: true })).toBeVisible()
  await expect(host.frame.getByRole('banner')).toHaveCount(0)
  await host.expectHeard('ready', { routing: 'frame' })
  await host.expectHeard('opened', { traceId: BATCH.traceId, spans: 1 })
  await host.expectHeard('resize', { width: 1000, height: 600 })
})

test('the page selects, shows and sets the theme, again and again', async ({ host, server }) => {
  await host.open(`${server.url}/embed/trace/${BATCH.traceId}`, { theme: 'dark' })
  const themed = (theme: string) => host.frame.locator(`.panel[data-theme=${theme}]`)
  await expect(themed('dark')).toBeVisible()
  await host.call('setTheme', 'light')
  await expect(themed('light')).toBeVisible()

  await host.call('select', BATCH.spanId)
  await expect(host.selected).toContainText('process-batch')
  await host.call('show', { ...ORDER })
  await expect(host.selected).toContainText('receive-order')
  await host.call('show', { traceId: BATCH.traceId })
  await expect(host.frame.getByRole('row', { name: /process-batch/ })).toBeVisible()
  await expect(host.selected).toHaveCount(0)
  // What the page asked for before, and the person has left since.
  await host.call('show', { ...BATCH, tab: 'links' })
  await expect(host.selected).toContainText('process-batch')
  await host.link.click()
  await expect(host.selected).toContainText('receive-order')
  await host.call('show', { ...BATCH })
  await expect(host.selected).toContainText('process-batch')
})

test('a link is followed in the frame, and the page hears of it', async ({
  host,
  server,
  page,
}) => {
  await host.open(server.url + FRAME)
  await host.link.click()
  await expect(host.selected).toContainText('receive-order')
  const href = `${server.url}/trace/${ORDER.traceId}?span=${ORDER.spanId}&view=waterfall`
  await host.expectHeard('follow', { ...ORDER, from: BATCH, href, routing: 'frame' })
  await host.expectHeard('select', { ...ORDER })
  // Nothing is written to the history that page and frame share.
  expect(await page.evaluate(() => history.length)).toBe(2)
})

test('a page that routes by itself hears of a link and the frame stays', async ({
  host,
  server,
}) => {
  const hrefTemplate = `${host.origin}/tool#{traceId}/{spanId}`
  await host.open(server.url + FRAME, { routing: 'host', hrefTemplate })
  await host.expectHeard('ready', { routing: 'host' })
  const link = host.link
  await expect(link).toHaveAttribute('href', `${host.origin}/tool#${ORDER.traceId}/${ORDER.spanId}`)
  await link.click()
  const href = `${host.origin}/tool#${ORDER.traceId}/${ORDER.spanId}`
  await host.expectHeard('follow', { ...ORDER, href, routing: 'host' })
  await expect(host.selected).toContainText('process-batch')
  await host.call('show', { ...ORDER })
  await expect(host.selected).toContainText('receive-order')
  expect((await host.heard()).filter(({ type }) => type === 'select')).toEqual([])
})

test('what is no message is ignored and counted, and the frame goes on', async ({
  host,
  server,
}) => {
  await host.open(server.url + FRAME)
  await host.expectHeard('opened')
  await host.post([
    null,
    'hello',
    { type: 'select', spanId: null },
    sealed({ type: 'navigate', url: 'javascript:alert(1)' }),
    sealed({ type: '__proto__' }),
    sealed({ type: 'select', spanId: '<img src=x onerror=alert(1)>' }),
    sealed({ type: 'show', traceId: { toString: 1 } }),
    sealed({ type: 'theme', theme: 'dark', more: 'x'.repeat(10_000) }),
    sealed({ type: 'theme', theme: 'dark', deep: [[[[[[1]]]]]] }),
    { ...sealed({ type: 'theme', theme: 'dark' }), version: 2 },
  ])
  await host.expectHeard('ignored', { unknown: 5, malformed: 2, tooLarge: 2, otherVersion: 1 })
  await host.expectHeard('error', { code: 'version' })
  await expect(host.frame.locator('.panel[data-theme=light]')).toBeVisible()
  await host.call('setTheme', 'dark')
  await expect(host.frame.locator('.panel[data-theme=dark]')).toBeVisible()
})

test('a flood of messages is ignored beyond sixty a second, and the frame goes on', async ({
  host,
  server,
  page,
}) => {
  await host.open(server.url + FRAME)
  await host.expectHeard('opened')
  await host.post(Array.from({ length: 5000 }, () => sealed({ type: 'theme', theme: 'light' })))
  await expect
    .poll(async () => (await host.heard()).findLast(({ type }) => type === 'ignored')?.tooMany)
    .toBeGreaterThan(4000)
  await expect(async () => {
    await host.call('setTheme', 'dark')
    await expect(host.frame.locator('.panel[data-theme=dark]')).toBeVisible({ timeout: 500 })
  }).toPass()
  expect(await page.evaluate(() => document.title)).toBe('A tool')
})

test('a template of addresses that would run code is refused', async ({ host, server }) => {
  await host.open(server.url + FRAME, { hrefTemplate: 'javascript:alert("{traceId}")' })
  await host.expectHeard('error', { code: 'badOption' })
  await expect(host.frame.getByRole('alert')).toContainText('http')
  await expect(host.frame.locator('a[href^=javascript]')).toHaveCount(0)
})

test.describe('a page whose origin is not allowed', () => {
  test.use({ expectedErrors: /frame-ancestors|status of 404|postMessage/ })

  test('can’t frame a panel', async ({ host, start, page }) => {
    const server = await start('--memory', '--no-sample')
    await host.open(server.url + FRAME)
    await expect(page.getByTitle('Trace')).toBeVisible()
    await expect.poll(() => page.frames().map((frame) => frame.url())).not.toContain('about:blank')
    await expect(host.frame.getByRole('main')).toHaveCount(0)
    expect(await host.heard()).toEqual([])
  })

  test('is not heard and hears nothing, where it may frame a panel', async ({ host, start }) => {
    const server = await start('--memory', '--no-sample', '--frame-ancestors', host.origin)
    await send(server, protoOf(recentBatch()))
    await host.open(server.url + FRAME)
    await expect(host.selected).toContainText('process-batch')
    await host.post([sealed({ type: 'hello' }), sealed({ type: 'theme', theme: 'dark' })])
    await host.link.click()
    await expect(host.selected).toContainText('receive-order')
    await expect(host.frame.locator('.panel[data-theme=light]')).toBeVisible()
    expect(await host.heard()).toEqual([])
  })
})

test('a hostile frame is ignored, and its addresses are not handed on', async ({ host }) => {
  const say = (message: object) => `parent.postMessage(${JSON.stringify(sealed(message))}, '*');`
  const from = { traceId: '', spanId: null }
  const script = [
    say({ type: 'follow', ...from, from, href: 'javascript:alert(1)', routing: 'frame' }),
    say({ type: 'opened', traceId: 7, spans: -1 }),
    say({ type: 'constructor' }),
    say({ type: 'error', code: 'x', message: 'y'.repeat(100_000) }),
    `for (let i = 0; i < 1000; i++) ${say({ type: 'resize', width: 1, height: 1, contentHeight: 1 })}`,
  ].join('\n')
  const hostile = await serve(
    () =>
      new Response(`<title>x</title><script>${script}</script>`, {
        headers: { 'content-type': 'text/html' },
      }),
  )
  try {
    await host.open(hostile.origin)
    await host.expectHeard('follow', { href: null })
    await expect
      .poll(() => host.ignored())
      .toMatchObject({ malformed: 1, unknown: 1, tooLarge: 1, stranger: 0 })
    await expect.poll(async () => (await host.ignored()).tooMany).toBeGreaterThan(900)
  } finally {
    await hostile.stop()
  }
})

test.describe('a frame that has gone elsewhere', () => {
  test.use({ expectedErrors: /postMessage/ })

  test('is a stranger to the page', async ({ host, server }) => {
    const said = JSON.stringify(sealed({ type: 'opened', traceId: 'x', spans: 1 }))
    const other = await serve(
      () =>
        new Response(
          `<title>x</title><script>setInterval(() => parent.postMessage(${said}, '*'), 50)</script>`,
          { headers: { 'content-type': 'text/html' } },
        ),
    )
    try {
      await host.open(other.origin, { origin: server.url })
      await expect.poll(async () => (await host.ignored()).stranger).toBeGreaterThan(0)
      expect(await host.heard()).toEqual([])
    } finally {
      await other.stop()
    }
  })
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a page with a frame, ${theme}`, async ({
    host,
    server,
    checkAccessibility,
  }) => {
    await host.open(`${server.url}${FRAME}&theme=${theme}`)
    await expect(host.selected).toBeVisible()
    await checkAccessibility(`a framed panel, ${theme}`)
  })
}

for (const [what, path, words] of [
  ['an id that is none', '/embed/trace/xyz', 'trace-id has to be 32 hex digits'],
  ['a view that is none', `${FRAME}&view=movie`, 'view has to be one of'],
  ['a source that is none', `${FRAME}&source=nowhere`, 'no source “nowhere”'],
] as const) {
  test(`${what} is said to be that`, async ({ host, server }) => {
    await host.open(server.url + path)
    await expect(host.frame.getByRole('alert')).toContainText(words)
    await host.expectHeard('error')
  })
}
