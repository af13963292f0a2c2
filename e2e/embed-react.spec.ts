import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { jsonOf } from '../src/testing/documents.ts'
import { type ExplorerPage } from './explorer-page.ts'
import { expect, panelAt, test as base } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** The component in a React page that is built as such pages are. */

const spans = recentBatch()
const [order, batch] = spans.map(({ ref }) => ref)
const given = JSON.stringify({ traces: jsonOf(spans), at: batch })

/** Script by path. */
type Files = Readonly<Record<string, string>>

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const test = base.extend<{ readonly opened: ExplorerPage }, { readonly host: Files }>({
  host: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const built = await build({
        configFile: false,
        logLevel: 'error',
        root: path('..'),
        resolve: { alias: { 'trace-link-explorer/react': path('../dist-embed/react.js') } },
        build: { write: false, rolldownOptions: { input: { host: path('hosts/react.jsx') } } },
      })
      if (!('output' in built)) throw new Error('nothing was built')
      const chunks = built.output.filter((file) => file.type === 'chunk')
      const files = chunks.map(({ fileName, code }) => [`/${fileName}`, code])
      const [{ fileName }] = chunks
      const entry = `import './${fileName}'`
      await provide({ ...(Object.fromEntries(files) as Files), '/react-host.js': entry })
    },
    { scope: 'worker' },
  ],
  opened: async ({ page, site, host }, provide) => {
    const files = { ...host, '/given.js': `window.given = ${given}` }
    const { origin } = await site({ files })
    await page.goto(`${origin}/react.html`)
    const panel = panelAt(page.locator('.trace'))
    await expect(panel.selectedSpan).toContainText('process-batch')
    await provide(panel)
  },
})

test('a page’s state follows its panel, and the panel the page’s state', async ({
  page,
  opened,
  checkAccessibility,
}) => {
  await opened.resolved()
  await opened.followLink(0)
  await expect(opened.selectedSpan).toContainText('receive-order')
  await expect(opened.details).toContainText('came from')
  await expect(page.getByLabel('Said')).toHaveText(`ready:1 follow:${order.traceId} ready:1`)
  await checkAccessibility('a React page')
})

test('a page that answers false goes there itself', async ({ page, opened }) => {
  await page.getByLabel('Stay').check()
  await opened.resolved()
  await opened.followLink(0)
  await expect(page.getByLabel('Said')).toContainText(`follow:${order.traceId}`)
  await expect(opened.selectedSpan).toContainText('process-batch')
})

test('a panel comes and goes with its component, its worker too', async ({ page, opened }) => {
  await expect.poll(() => page.workers().length).toBe(1)
  await page.getByRole('button', { name: 'Hide' }).click()
  await expect(page.locator('.trace')).toHaveCount(0)
  await expect.poll(() => page.workers().length).toBe(0)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(opened.selectedSpan).toContainText('process-batch')
})
