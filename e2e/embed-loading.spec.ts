import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { jsonOf } from '../src/testing/documents.ts'
import { type Page, ask, expect, heard, listen, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** How the element's files come to the page, and what they weigh. */

const spans = recentBatch()
const [order, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

const page = (script: string) =>
  `<!doctype html><html lang="en"><title>A page</title>${script}<trace-link-panel></trace-link-panel>`

/** The addresses that the page asks for from now on. */
function asked(page: Page): string[] {
  const all: string[] = []
  page.on('request', (request) => void all.push(request.url()))
  return all
}

test('traces handed in ask for the element’s own files, and for nothing else', async ({
  page,
  panel,
  site,
}) => {
  const { origin } = await site()
  await page.goto(`${origin}/handed.html`)
  const all = asked(page)
  await ask(page.locator('trace-link-panel'), { traces, ...batch, tab: 'links' })
  await panel.resolved()
  await panel.followLink(0)
  await expect(panel.selectedSpan).toContainText('receive-order')
  await panel.openTab('Raw')
  await expect(panel.details.getByRole('tabpanel')).toContainText(order.spanId)
  const own = new RegExp(`^(blob:)?${origin}/(element/|[0-9a-f-]{36}$)`)
  expect(all.filter((url) => !own.test(url))).toEqual([])
})

test('the element in one file asks for nothing at all', async ({ page: tab, panel, site }) => {
  const script = '<script type="module" src="/element.standalone.js"></script>'
  const { origin } = await site({ files: { '/copied.html': page(script) } })
  await tab.goto(`${origin}/copied.html`)
  const all = asked(tab)
  await tab.route('**', (route) => route.abort())
  await ask(tab.locator('trace-link-panel'), { traces, ...batch, tab: 'links' })
  await panel.resolved()
  await panel.followLink(0)
  await expect(panel.selectedSpan).toContainText('receive-order')
  await ask(tab.locator('trace-link-panel'), { view: 'graph' })
  await expect(tab.getByText('receive-order').first()).toBeVisible()
  await ask(tab.locator('trace-link-panel'), { view: 'journey' })
  await expect(panel.root.getByRole('list', { name: 'Steps of the journey' })).toBeVisible()
  expect(all.filter((url) => !url.startsWith('blob:'))).toEqual([])
})

test('the element comes from another origin, with a query and a policy for that origin alone', async ({
  page: tab,
  panel,
  site,
}) => {
  const cdn = await site({ shared: true })
  const script = `<script type="module" src="${cdn.origin}/element.js?build=7"></script>`
  const { origin } = await site({
    policy: `default-src 'none'; script-src ${cdn.origin}; worker-src blob:`,
    files: { '/copied.html': page(script) },
  })
  const all = asked(tab)
  await tab.goto(`${origin}/copied.html`)
  await ask(tab.locator('trace-link-panel'), { traces, ...batch, tab: 'links' })
  await panel.resolved()
  await ask(tab.locator('trace-link-panel'), { view: 'graph' })
  await expect(tab.getByText('receive-order').first()).toBeVisible()
  await expect.poll(() => tab.workers().length).toBeGreaterThan(0)
  const own = all.filter((url) => url.startsWith(origin) && !url.endsWith('/favicon.ico'))
  expect(own).toEqual([`${origin}/copied.html`])
  // Nothing is loaded once as /element.js and once as /element.js?build=7.
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((url) => url.includes('element.js'))).toHaveLength(1)
})

test('a policy may name the script by a nonce alone', async ({ page: tab, panel, site }) => {
  const script = '<script type="module" nonce="n4bQ" src="/element.js"></script>'
  const { origin } = await site({
    policy: "default-src 'none'; script-src 'nonce-n4bQ'; worker-src blob:",
    files: { '/copied.html': page(script) },
  })
  await tab.goto(`${origin}/copied.html`)
  await ask(tab.locator('trace-link-panel'), { traces, ...batch })
  await expect(panel.selectedSpan).toContainText('process-batch')
})

test.describe('a file that is missing', () => {
  test.use({ expectedErrors: /ERR_FAILED|could not be loaded/ })

  test('is told by a sentence and an event, and fetched when the page asks again', async ({
    page: tab,
    panel,
    site,
  }) => {
    const script = `<script>
      addEventListener('error', ({ target: { localName: name }, detail }) => {
        if (name === 'trace-link-panel') window.told = detail
      }, true)
    </script><script type="module" src="/element.js"></script>`
    const { origin } = await site({ files: { '/copied.html': page(script) } })
    await tab.route('**/element/panel-*.js', (route) => route.abort())
    await tab.goto(`${origin}/copied.html`)
    const element = tab.locator('trace-link-panel')
    await expect(element.getByRole('alert')).toContainText('could not be loaded')
    expect(await element.evaluate((node) => node.getBoundingClientRect().height)).toBe(480)
    const told = await tab.evaluate(() => (window as unknown as { told: object }).told)
    expect(told).toMatchObject({ code: 'unreachable' })
    await tab.unroute('**/element/panel-*.js')
    await listen(element)
    await ask(element, { traces, ...batch })
    await expect(panel.selectedSpan).toContainText('process-batch')
    await expect(element.getByText('could not be loaded')).toHaveCount(0)
    expect(await heard(element, 'error')).toEqual([])
  })

  test('of a view is told in its place, and the panel goes on', async ({
    page: tab,
    panel,
    site,
  }) => {
    const { origin } = await site()
    await tab.route('**/element/JourneyView-*.js', (route) => route.abort())
    await tab.goto(`${origin}/handed.html`)
    await ask(tab.locator('trace-link-panel'), { traces, ...batch, view: 'journey' })
    await expect(panel.root.getByRole('alert')).toContainText('could not be loaded')
    await ask(tab.locator('trace-link-panel'), { ...order, view: 'waterfall' })
    await expect(panel.selectedSpan).toContainText('receive-order')
  })
})

test.describe('the element weighs, gzipped', () => {
  const folder = new URL('../dist-embed/', import.meta.url)
  const text = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const chunks = readdirSync(new URL('element/', folder)).filter((name) => name.endsWith('.js'))
  const chunk = (start: string) => `element/${chunks.find((name) => name.startsWith(start))}`
  const kilobytes = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(text(name), { level: 9 }).length, 0) / 1000

  /** Scripts with all that they import statically: the bundler writes `from"./name.js"`. */
  function withImports(...names: readonly string[]): Set<string> {
    const found = new Set(names)
    // What is added is visited too.
    for (const name of found) {
      for (const [, imported] of text(name).matchAll(/(?:from|import)["'`](\.[^"'`]+)/g)) {
        found.add(new URL(imported, `https://x/${name}`).pathname.slice(1))
      }
    }
    return found
  }

  const first = withImports('element.js', chunk('panel-'))

  test('no more than 2.5 kB before there is a panel', () => {
    expect(kilobytes(withImports('element.js'))).toBeLessThan(2.5)
  })

  test('no more than 150 kB up to the first waterfall, the worker’s script aside', () => {
    expect(first.size).toBeGreaterThan(1)
    expect(kilobytes(first)).toBeLessThan(150)
  })

  test('no more than 180 kB with the worker’s script, which is fetched beside it', () => {
    expect(kilobytes(new Set([...first, chunk('start-source-worker-')]))).toBeLessThan(180)
  })
})
