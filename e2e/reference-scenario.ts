import { expect } from '@playwright/test'
import type { ExplorerPage } from './explorer-page.ts'

/**
 * The reference scenario of the examples, from the selected `process-batch` on: its five links, one of them followed into the
 * request's own trace, what that says of the batch, and back to the place left. `linkAttributes`: keys that each link has.
 */
export async function followLinkAndReturn(
  explorer: ExplorerPage,
  linkAttributes: readonly string[],
): Promise<void> {
  const { page } = explorer
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.spanRow(/reconcile/)).toHaveCount(5)
  await expect(explorer.tab('Links 5')).toBeVisible()
  await explorer.openTab('Links 5')
  await explorer.resolved()
  await expect(explorer.details).toContainText('items linked = batch.size5 of 5')
  await expect(explorer.linkRows).toHaveCount(5)
  for (const row of await explorer.linkRows.all()) {
    await expect(row).toContainText('receive-order')
    await expect(row).toContainText('orders.api')
    await expect(row.getByTitle('From the end of the earlier span')).toHaveText(/^\d.*s$/)
  }

  await explorer.unfoldLink(3)
  const attributes = explorer.details.getByLabel('Attributes of the link')
  for (const key of linkAttributes) await expect(attributes).toContainText(key)
  if (linkAttributes.length > 0) await expect(attributes).toContainText('A-1004')

  const batch = page.url()
  await explorer.followLink(3)
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.tree.getByRole('row')).toHaveCount(1)
  expect(new URL(page.url()).pathname).not.toBe(new URL(batch).pathname)
  await expect(explorer.details).toContainText(/came from process-batch \(orders-batch\), waited/)
  await expect(explorer.tab('Linked from 1')).toHaveAttribute('aria-selected', 'true')
  await expect(explorer.linkRows).toHaveCount(1)
  await expect(explorer.linkRows).toContainText('process-batch')
  await explorer.openTab('Attributes')
  await expect(explorer.details.getByLabel('Attributes of the span')).toContainText('A-1004')

  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL(batch)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
  // Five links, and the details of the one that is still unfolded.
  await expect(explorer.linkRows).toHaveCount(6)
}
