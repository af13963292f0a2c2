import { expect, test } from './fixtures.ts'

test('the whole way from the batch to a source and back goes by keyboard alone', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  const go = page.getByRole('link', { name: /hourly-run/ }).first()
  await go.focus()
  await page.keyboard.press('Enter')
  await explorer.tree.focus()
  await page.keyboard.press('ArrowDown')
  await expect(explorer.selectedSpan).toContainText('hourly-run')
  await page.keyboard.press('ArrowDown')
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await page.keyboard.press('l')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  await explorer.resolved()

  const grid = explorer.details.getByRole('grid')
  for (
    let i = 0;
    i < 30 && !(await grid.evaluate((node) => node === document.activeElement));
    i++
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(grid).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect(explorer.linkRows.filter({ has: page.getByText('order.id') }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.details).toContainText('waited 31 m 40 s')
  await page.keyboard.press('Backspace')
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(explorer.details).toHaveCount(0)
})

test('after following a link focus is in the tree, on the target', async ({ explorer, page }) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  await explorer.selectSpan(/process-batch/)
  await explorer.openTab(/^Links/)
  await explorer.details.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(explorer.selectedSpan).toContainText('receive-order')
  await expect(explorer.tree).toBeFocused()
})

test('the tree folds and unfolds by arrows, and typing triggers no shortcut', async ({
  explorer,
  page,
}) => {
  await explorer.openTraces('?service=orders-batch&sort=oldest')
  await explorer.openTrace(/hourly-run/)
  await explorer.tree.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(explorer.tree.getByRole('row')).toHaveCount(1)
  await expect(explorer.spanRow(/hourly-run/)).toContainText('5')
  await page.keyboard.press('ArrowRight')
  await expect(explorer.spanRow(/process-batch/)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('l')
  await expect(explorer.tab(/^Attributes/)).toHaveAttribute('aria-selected', 'true')
})
