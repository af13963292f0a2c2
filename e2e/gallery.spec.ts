import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { expect, test as base } from './fixtures.ts'
import { type StaticSite, startStaticSite } from './static-site.ts'

/** The gallery, built aside: it is no part of the app. */
const test = base.extend<object, { readonly gallery: StaticSite }>({
  gallery: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide, { project, parallelIndex }) => {
      const outDir = `${project.outputDir}/gallery-${parallelIndex}`
      await build({
        configFile: 'vite.gallery.config.ts',
        logLevel: 'error',
        build: { outDir, emptyOutDir: true },
      })
      const site = await startStaticSite(outDir)
      await provide(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],
})

async function open(page: Page, site: StaticSite): Promise<void> {
  await page.goto(`${site.url}gallery.html`)
  await expect(page.getByRole('region', { name: 'light', exact: true })).toBeVisible()
  await expect(page.getByText('The trace could not be loaded').last()).toBeVisible()
}

test('every panel shows its state, in both themes', async ({ page, gallery }) => {
  await open(page, gallery)
  for (const theme of ['light', 'dark']) {
    const root = page.getByRole('region', { name: theme, exact: true })
    const panel = (name: string) => root.getByRole('region', { name, exact: true })
    await expect(panel('A trace on its way').getByRole('status')).toHaveText('Loading the trace')
    await expect(panel('A trace that is not there')).toContainText('is not in the source stage')
    await expect(panel('A trace that could not be read')).toContainText('connection refused')
    await expect(panel('A trace that could not be read again')).toContainText('process-batch')
    await expect(panel('A trace that could not be read again')).toContainText('could not be read')
    await expect(panel('A trace with everything odd')).toContainText('notes on this trace’s data')
    await expect(panel('No span matches the filters')).toContainText('No span matches')
    const links = panel('Links of every kind')
    for (const why of ['not found', 'span missing', 'access denied', 'source failed', '×2']) {
      await expect(links).toContainText(why)
    }
    await expect(panel('Linked from, being searched')).toContainText('1,200 traces read')
    await expect(panel('Linked from, which could not be answered')).toContainText('refused')
    await expect(panel('A link graph')).toContainText('trace not found')
    await expect(panel('A link graph on its way').getByRole('progressbar')).toBeVisible()
    await expect(panel('A link graph whose traces could not be read')).toContainText(
      'source failed',
    )
    await expect(panel('A journey')).toContainText('waited 59 s')
    await expect(panel('A journey on its way')).toContainText('Following links')
    await expect(panel('A link map')).toContainText('10 links of')
    await expect(panel('A link map on its way')).toContainText('Looking for links')
    await expect(panel('A link map that could not be made')).toContainText('refused')
    await expect(panel('No trace matches')).toContainText('No trace matches')
    await expect(panel('Traces that could not be searched')).toContainText('refused')
    await expect(panel('What a source can’t answer')).toContainText('by service alone')
  }
})

for (const width of [1440, 400]) {
  for (const theme of ['light', 'dark']) {
    test.describe(`${theme}, ${width} px`, () => {
      test.use({ viewport: { width, height: 900 } })

      test('axe finds nothing, and nothing is wider than the page', async ({ page, gallery }) => {
        test.slow()
        await open(page, gallery)
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(wider).toBe(0)
        // Many panels on one page: their landmarks and headings are each for a page of its own.
        const axe = new AxeBuilder({ page })
          .include(`[data-theme=${theme}]`)
          // Words that the map's frame cuts off are compared with what lies behind them on this page; link-map.spec.ts looks at them in their own.
          .exclude('.link-map svg text')
          .disableRules([
            'landmark-unique',
            'landmark-no-duplicate-main',
            'landmark-main-is-top-level',
            'heading-order',
          ])
        const { violations } = await axe.analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
        ).toEqual([])
      })
    })
  }
}
