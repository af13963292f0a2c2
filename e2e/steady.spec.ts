// Answers come one after the other. What is there already stays where it is, or a click lands on something else.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Of the sample: the newer batch, with links that lead nowhere. */
const BATCH = { traceId: 'dfacdb07dd4f354147061ef21fdb8f5e', spanId: 'c29016c4c9562ae0' }

/** Requests that match wait until the function is called that it answers with. */
async function hold(page: Page, url: string | RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(url, async (route) => {
    await promise
    await route.fallback()
  })
  return resolve
}

test('rows of a search come without moving what stands above them', async ({ explorer, page }) => {
  const answer = await hold(page, '**/api/v1/traces?*')
  await page.goto(explorer.url)
  const summary = page.locator('.search-summary')
  const sample = page.getByText('Sample data is loaded')
  await expect(sample).toBeVisible()
  const at = await explorer.topOf(summary)
  answer()
  await expect(explorer.traceRows.first()).toBeVisible()
  expect(await explorer.topOf(summary)).toBe(at)
})

test('a hint on the sample comes without moving the rows', async ({ explorer, page }) => {
  const answer = await hold(page, '**/api/v1/status')
  await page.goto(explorer.url)
  await expect(explorer.traceRows.first()).toBeVisible()
  const at = await explorer.topOf(explorer.traceRows.first())
  answer()
  await expect(page.getByText('Sample data is loaded')).toBeVisible()
  expect(await explorer.topOf(explorer.traceRows.first())).toBe(at)
})

test('counts and waits of links fill places that are kept for them', async ({ explorer, page }) => {
  const answer = await hold(page, /\/spans\/resolve|\/links/)
  await page.goto(`${explorer.url}/trace/${BATCH.traceId}?span=${BATCH.spanId}&tab=links`)
  await expect(explorer.figure('longest wait')).toHaveText('…')
  await expect(explorer.figure('items linked')).toHaveText('12 of 15')
  const row = explorer.linkRows.first()
  const at = await explorer.topOf(row)
  answer()
  await expect(explorer.figure('longest wait')).toHaveText('57 m 24 s')
  await explorer.resolved()
  expect(await explorer.topOf(row)).toBe(at)
})

test('on a narrow screen the count of links into a trace does not push the trace', async ({
  explorer,
  page,
}) => {
  await page.setViewportSize({ width: 400, height: 860 })
  const answer = await hold(page, /\/links/)
  await explorer.openTraceById(BATCH.traceId)
  const at = await explorer.topOf(explorer.tree)
  answer()
  await expect(page.locator('.tr-header .is-link').last()).toContainText('linked from 4')
  expect(await explorer.topOf(explorer.tree)).toBe(at)
})

test('the spans are as wide before the details beside them are loaded', async ({
  explorer,
  page,
}) => {
  const load = await hold(page, /\/DetailsPanel-[^/]*\.js$/)
  await page.goto(`${explorer.url}/trace/${BATCH.traceId}?span=${BATCH.spanId}`)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.details).toHaveCount(0)
  const before = await explorer.tree.boundingBox()
  load()
  await expect(explorer.details).toBeVisible()
  expect(await explorer.tree.boundingBox()).toEqual(before)
})
