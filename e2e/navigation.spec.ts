import { expect, test } from './fixtures.ts'

test('Back restores selection, tab, folded rows and scroll; Forward goes there again', async ({
  explorer,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 420 })
  await explorer.openTraces('?service=orders-batch&sort=newest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.resolved()
  // Fold one item, then scroll away from the top.
  await explorer
    .spanRow(/reconcile/)
    .first()
    .getByRole('button', { name: 'Collapse' })
    .click()
  await explorer
    .spanRow(/process-batch/)
    .first()
    .click()
  await explorer.tree.evaluate((node) => node.scrollTo(0, 130))
  await expect.poll(() => explorer.tree.evaluate((node) => node.scrollTop)).toBe(130)
  const folded = explorer.tree.getByRole('row', { expanded: false })
  await expect(folded).toHaveCount(1)
  const from = page.url()

  await explorer.linkRows.first().getByRole('link').click()
  await expect(explorer.selectedSpan).toContainText('receive-order')
  const to = page.url()
  await page.goBack()
  await expect(page).toHaveURL(from)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('hourly-run')
  await expect(explorer.details.getByRole('heading', { level: 2 })).toHaveText('process-batch')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  await expect.poll(() => explorer.tree.evaluate((node) => node.scrollTop)).toBe(130)
  await expect(folded).toHaveCount(1)
  await page.goForward()
  await expect(page).toHaveURL(to)
  await expect(explorer.selectedSpan).toContainText('receive-order')
})

test('Back to a link table finds its order, filter and unfolded line, and the focus on the followed one', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces('?service=orders-batch&sort=newest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.resolved()
  await explorer.details.getByRole('button', { name: 'Waited' }).click()
  await explorer.details.getByRole('searchbox').fill('receive')
  await explorer.linkRows.nth(1).getByRole('button', { name: 'Unfold the link' }).click()
  await expect(explorer.details.getByText(/^\d+ spans$/)).toBeVisible()
  const before = await explorer.details.innerText()
  await explorer.linkRows.nth(0).getByRole('link').click()
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await page.goBack()
  await expect(explorer.details.getByRole('searchbox')).toHaveValue('receive')
  await expect(explorer.details.getByRole('columnheader', { name: 'Waited' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  expect(await explorer.details.innerText()).toBe(before)
  await expect(explorer.details.getByRole('grid')).toBeFocused()
})

test('closing the details gives the focus to the tree', async ({ explorer, page }) => {
  await explorer.openTraces('?service=orders-batch&sort=newest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.details.getByRole('button', { name: 'Close the span details' }).click()
  await expect(explorer.tree).toBeFocused()
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.details.getByRole('grid').focus()
  await page.keyboard.press('Escape')
  await expect(explorer.tree).toBeFocused()
})

test('a reload shows the same', async ({ explorer, page }) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.followLink(1)
  await expect(explorer.details).toContainText('came from process-batch')
  await explorer.resolved()
  const before = await explorer.details.innerText()
  await page.reload()
  await expect(explorer.details).toContainText('came from process-batch (orders-batch), waited')
  await explorer.resolved()
  expect(await explorer.details.innerText()).toBe(before)
})

test('a deep link in a fresh browser shows the same span, tab and trail', async ({
  explorer,
  page,
  browser,
}) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.followLink(1)
  await expect(explorer.details).toContainText('came from process-batch')
  const fresh = await browser.newContext({ timezoneId: 'UTC' })
  const other = await fresh.newPage()
  await other.goto(page.url())
  const details = other.getByRole('complementary', { name: 'Span details' })
  await expect(details).toContainText('came from process-batch (orders-batch), waited')
  await expect(details.getByRole('tab', { name: /^Linked from/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await expect(other.getByRole('navigation', { name: 'Trail' })).toContainText('process-batch')
  await fresh.close()
})

test('a trace that is nowhere says so, and a retry is at hand', async ({ explorer, page }) => {
  await page.goto(`${explorer.url}/trace/${'ab'.repeat(16)}`)
  await expect(page.getByText('This trace is not in the local store')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('an id that is none, and a page that is none, say so', async ({ explorer, page }) => {
  await page.goto(`${explorer.url}/trace/xyz`)
  await expect(page.getByText('A trace id is 32 hex digits')).toBeVisible()
  await page.goto(`${explorer.url}/nowhere`)
  await page.getByRole('link', { name: 'All traces' }).click()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
})

test('a span that is not in its trace leaves the trace open and says so', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  const url = new URL(page.url())
  await page.goto(`${url.origin}${url.pathname}?span=${'ab'.repeat(8)}`)
  await expect(explorer.tree).toBeVisible()
  await expect(page.getByText('The span is not in this trace')).toBeVisible()
})
