import { fileURLToPath } from 'node:url'
import { jsonOf } from '../src/testing/documents.ts'
import { ExplorerPage } from './explorer-page.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { expect, test as base } from './fixtures.ts'
import { recentBatch } from './recent-batch.ts'
import { type StaticSite, startStaticSite } from './static-site.ts'

/** The app's own build on a host that knows nothing of it. */

const DIST = fileURLToPath(new URL('../dist', import.meta.url))

const test = base.extend<{
  /** Hosts the app with this text as its `config.json`; null: without one. */
  readonly host: (config: string | null, connectTo?: string) => Promise<StaticSite>
}>({
  host: async ({ page }, provide) => {
    const sites: StaticSite[] = []
    await provide(async (config, connectTo) => {
      const files: Record<string, string> = config === null ? {} : { 'config.json': config }
      const site = await startStaticSite(DIST, { files, connectTo })
      sites.push(site)
      return site
    })
    await page.close()
    await Promise.all(sites.map((site) => site.stop()))
  },
})

test.describe('a source that config.json names', () => {
  // A complaint about missing times is how a Jaeger says that it has summaries of traces.
  test.use({ expectedErrors: /status of 40[04]/ })

  test('is read by the page itself, and its links are followed', async ({ page, host }) => {
    const jaeger = await startFakeJaeger(recentBatch(), { allow: '*' })
    const site = await host(
      JSON.stringify({ sources: [{ kind: 'jaeger', id: 'shop', url: jaeger.url }] }),
      jaeger.url,
    )
    try {
      const explorer = new ExplorerPage(page, `${site.url}#`)
      await page.goto(site.url)
      await expect(page).toHaveURL(`${site.url}#/?source=shop`)
      await explorer.openTrace(/process-batch/)
      await explorer.selectSpan(/process-batch/)
      await explorer.openTab(/^Links/)
      await explorer.resolved()
      await explorer.followLink(0)
      await expect(explorer.selectedSpan).toContainText('receive-order')
      await expect(explorer.details).toContainText('came from process-batch (batch), waited 59 s')
      await expect(explorer.details).toContainText('1 span links to this span')

      const deep = page.url()
      expect(deep).toContain(`${site.url}#/trace/`)
      await page.goBack()
      await expect(explorer.selectedSpan).toContainText('process-batch')
      await page.goto('about:blank')
      await page.goto(deep)
      await expect(explorer.selectedSpan).toContainText('receive-order')
      await expect(explorer.details).toContainText('came from process-batch')
      expect(site.requests.filter((path) => /^(api|gateway)\b/.test(path))).toEqual([])
    } finally {
      await page.close()
      await jaeger.stop()
    }
  })

  test('opens in a new tab by its real link', async ({ page, context, host }) => {
    const jaeger = await startFakeJaeger(recentBatch(), { allow: '*' })
    const site = await host(
      JSON.stringify({ sources: [{ kind: 'jaeger', url: jaeger.url }] }),
      jaeger.url,
    )
    try {
      await page.goto(site.url)
      const opened = context.waitForEvent('page')
      const row = page.getByRole('row', { name: /process-batch/ })
      await row
        .getByRole('link')
        .first()
        .click({ modifiers: ['ControlOrMeta'] })
      const other = await opened
      await expect(other.getByRole('heading', { level: 1 })).toContainText('process-batch')
    } finally {
      await page.close()
      await context.close()
      await jaeger.stop()
    }
  })
})

test.describe('a source that does not let the page read it', () => {
  test.use({ expectedErrors: /CORS policy|net::ERR_FAILED/ })

  test('is said to be that, with a way to try again', async ({ page, host }) => {
    const jaeger = await startFakeJaeger(recentBatch())
    const site = await host(
      JSON.stringify({ sources: [{ kind: 'jaeger', url: jaeger.url }] }),
      jaeger.url,
    )
    try {
      await page.goto(site.url)
      await expect(page.getByRole('alert')).toContainText('does not let pages of this site')
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    } finally {
      await page.close()
      await jaeger.stop()
    }
  })
})

test('without config.json the page says that it has no source, and opens files', async ({
  page,
  host,
  checkAccessibility,
}) => {
  const site = await host(null)
  const explorer = new ExplorerPage(page, `${site.url}#`)
  await page.goto(site.url)
  await expect(page.getByText('No source of traces is named here')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await checkAccessibility('a page without a source')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('main').getByRole('button', { name: 'Open files' }).click()
  const file = { name: 'batch.json', mimeType: 'application/json' }
  await (await chooser).setFiles({ ...file, buffer: Buffer.from(jsonOf(recentBatch())) })
  await explorer.openTrace(/process-batch/)
  expect(site.requests.filter((path) => /^(api|gateway)\b/.test(path))).toEqual([])
})

const BAD = [
  ['{"sources":[{"kind":"jaeger","url":"jaeger.example"}]}', 'config.json, sources[0].url: '],
  [
    '{"sources":[{"kind":"jaeger","url":"https://j.example","token":"hush"}]}',
    'sources[0].token: ',
  ],
  ['{"sources":[', 'config.json is not JSON'],
] as const

for (const [config, message] of BAD) {
  test(`what is wrong in config.json is said: ${message}`, async ({ page, host }) => {
    const site = await host(config)
    await page.goto(site.url)
    await expect(page.getByRole('alert')).toContainText(message)
    await expect(page.getByRole('alert')).not.toContainText('hush')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  })
}
