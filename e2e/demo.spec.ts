import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ExplorerPage } from './explorer-page.ts'
import { expect, test as base } from './fixtures.ts'
import { type StaticSite, startStaticSite } from './static-site.ts'

/** The build of `npm run build:demo` on a host of files: nothing else answers. */

const test = base.extend<object, { readonly demo: StaticSite }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const directory = await mkdtemp(join(tmpdir(), 'trace-link-demo-'))
      const target = ['--outDir', directory, '--emptyOutDir', '--logLevel', 'error']
      await promisify(execFile)('vite', ['build', '--config', 'vite.demo.config.ts', ...target])
      const site = await startStaticSite(directory)
      await provide(site)
      await site.stop()
      await rm(directory, { recursive: true, force: true })
    },
    // Longer than a test gets: it builds.
    { scope: 'worker', timeout: 180_000 },
  ],
  explorer: async ({ page, demo }, provide) => {
    const origins = new Set<string>()
    page.context().on('request', (request) => origins.add(new URL(request.url()).origin))
    await provide(new ExplorerPage(page, `${demo.url}#`))
    expect([...origins], 'where requests went').toEqual([demo.origin])
    const missed = demo.requests.filter((path) => /^(api|staged)\b/.test(path))
    expect(missed, 'what the page could not answer itself').toEqual([])
  },
})

test.describe.configure({ mode: 'default' })

test('the demo shows the sample, whose links lead there and back', async ({
  page,
  explorer,
  checkAccessibility,
}) => {
  await page.goto(explorer.url)
  await expect(explorer.traceRows.first()).toBeVisible()
  await expect(page.getByText(/sample/i).first()).toBeVisible()
  await checkAccessibility('the demo’s traces')
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab('Links 5')
  await explorer.resolved()
  await expect(explorer.details).toContainText('5 of 5')
  await checkAccessibility('links of the demo')
  const batch = page.url()
  await explorer.followLink(2)
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.details).toContainText('came from process-batch (orders-batch), waited')
  await expect(explorer.tab('Linked from 1')).toHaveAttribute('aria-selected', 'true')
  await page.goBack()
  await expect(page).toHaveURL(batch)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await page.reload()
  await expect(explorer.linkRows).toHaveCount(5)
})

test('the sample of the demo ends now', async ({ explorer }) => {
  await explorer.openTraces('?time=15m')
  await expect(explorer.traceRows.filter({ hasText: 'receive-order' })).not.toHaveCount(0)
})

test.describe('the demo’s second source', () => {
  // A complaint about missing times is how a Jaeger says that it has summaries of traces.
  test.use({ expectedErrors: /status of 40[04]/ })

  test('is a Jaeger with the same traces', async ({ page, explorer }) => {
    await page.goto(explorer.url)
    await page.getByRole('combobox', { name: 'Source' }).selectOption('jaeger')
    await expect(page).toHaveURL(/#\/\?source=jaeger/)
    await page.getByLabel('Service', { exact: true }).selectOption('orders-batch')
    await page.getByRole('button', { name: 'Find traces' }).click()
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('receive-order')
    await expect(explorer.details).toContainText('1 span links to this span')
  })
})

test('the sample of the demo can be removed and loaded again', async ({ page, explorer }) => {
  await explorer.openTraces()
  const rows = await explorer.traceRows.count()
  await page.getByRole('button', { name: /remove/i }).click()
  await expect(explorer.traceRows).toHaveCount(0)
  await page.getByRole('button', { name: /load.*sample/i }).click()
  await expect(explorer.traceRows).toHaveCount(rows)
})
