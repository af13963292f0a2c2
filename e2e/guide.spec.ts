// The four stories of docs/guide.md, by keyboard alone, with the names that the guide uses.
import type { Locator, Page } from '@playwright/test'
import type { ExplorerPage } from './explorer-page.ts'
import { expect, test } from './fixtures.ts'

/** Goes on by the Tab key until `target` has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((node) => node.contains(document.activeElement))
  await expect(target).toBeVisible()
  for (let i = 0; i < 80 && !(await isThere()); i++) await page.keyboard.press(key)
  expect(await isThere(), 'the Tab key leads there').toBe(true)
}

interface Wanted {
  readonly service: string
  readonly operation: string
  readonly attributes?: string
  /** Lines below the first. */
  readonly down?: number
}

/** From the Traces screen to a trace in the results. */
async function openFound(
  explorer: ExplorerPage,
  { service, operation, attributes = '', down = 0 }: Wanted,
): Promise<void> {
  const { page } = explorer
  await page.goto(explorer.url)
  await expect(explorer.traceRows.first()).toBeVisible()
  await tabTo(page, page.getByLabel('Service', { exact: true }))
  await page.keyboard.type(service)
  await page.keyboard.press('Tab')
  await page.keyboard.type(operation)
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Attributes', { exact: true })).toBeFocused()
  await page.keyboard.type(attributes)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`service=${service}.*operation=${operation}`))
  await tabTo(page, explorer.traceRows.first())
  for (let i = 0; i < down; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(explorer.tree).toBeVisible()
}

const BATCHES = { service: 'orders-batch', operation: 'process-batch' }

/** The selected span, by arrows from the top. */
async function selectByArrows(explorer: ExplorerPage, name: string, steps: number): Promise<void> {
  const { page, tree } = explorer
  await tabTo(page, tree)
  for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowDown')
  await expect(explorer.selectedSpan).toContainText(name)
}

async function openLinks(explorer: ExplorerPage): Promise<void> {
  await explorer.page.keyboard.press('l')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  await explorer.resolved()
}

test('from the batch to its sources', async ({ explorer, page }) => {
  await openFound(explorer, { ...BATCHES, down: 1 })
  await selectByArrows(explorer, 'process-batch', 2)
  await openLinks(explorer)
  await expect(explorer.tab('Links 5')).toBeVisible()
  await expect(explorer.details).toContainText('items linked = batch.size5 of 5')
  const grid = explorer.details.getByRole('grid')
  await tabTo(page, grid)
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.details).toContainText(
    'came from process-batch (orders-batch), waited 31 m 40 s',
  )
  await page.keyboard.press('Backspace')
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
})

test('from a source to what became of it', async ({ explorer, page }) => {
  await openFound(explorer, {
    service: 'orders.api',
    operation: 'receive-order',
    attributes: 'order.id=A-1001',
  })
  await selectByArrows(explorer, 'receive-order', 1)
  await tabTo(page, explorer.tab(/^Attributes/))
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await expect(explorer.tab('Linked from 1')).toHaveAttribute('aria-selected', 'true')
  await expect(explorer.details).toContainText('found by the source’s index')
  await tabTo(page, explorer.details.getByRole('grid'))
  await page.keyboard.press('Enter')
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await page.keyboard.press('y')
  await expect(page.getByRole('tab', { name: 'Journey' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'Steps of the journey' })).toContainText(
    'process-batch',
  )
})

test('where the time went', async ({ explorer, page }) => {
  await openFound(explorer, { ...BATCHES, down: 1 })
  await tabTo(page, page.getByRole('button', { name: 'Critical path' }))
  await page.keyboard.press('Enter')
  await expect(explorer.spanRow(/reconcile.*on the critical path/).first()).toBeVisible()
  await page.keyboard.press('y')
  const journey = page.getByRole('region', { name: 'Journey' })
  await expect(journey).toHaveAttribute('aria-busy', 'false')
  await expect(journey.getByText('end to end')).toBeVisible()
  await expect(journey.getByText('waiting', { exact: true })).toBeVisible()
  const map = page.getByRole('link', { name: 'Link map' })
  await tabTo(page, map, 'Shift+Tab')
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: 'Links by cause and effect' })
  await expect(table.getByRole('row', { name: /receive-order/ })).toContainText('58 m 12 s')
})

test('is my instrumentation right', async ({ explorer, page }) => {
  await openFound(explorer, BATCHES)
  await selectByArrows(explorer, 'process-batch', 2)
  await openLinks(explorer)
  await expect(explorer.details).toContainText('+ 3 dropped = batch.size')
  await expect(explorer.linkRows.filter({ hasText: 'not sampled' })).toHaveCount(1)
  await expect(explorer.linkRows.filter({ hasText: '×2' })).toHaveCount(1)
  const lost = explorer.linkRows.filter({ hasText: 'not found' })
  await tabTo(page, explorer.details.getByRole('grid'))
  for (let i = 0; i < 12; i++) {
    if ((await lost.getAttribute('aria-selected')) === 'true') break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press(' ')
  await expect(explorer.details).toContainText('No span of this trace is in the local store')
  await tabTo(page, page.getByRole('link', { name: 'Link map' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: 'Links by cause and effect' })
  await expect(table.getByRole('row', { name: /^not found/ })).toContainText('process-batch')
})
