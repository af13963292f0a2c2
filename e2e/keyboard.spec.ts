import type { Page } from '@playwright/test'
import { ROW_KEYS, TRACE_KEYS, type TraceKey } from '../src/state/shortcuts.ts'
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

test.describe('shortcuts', () => {
  const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

  test('are listed by ?, on every screen; Escape closes the list and gives the focus back', async ({
    explorer,
    page,
    checkAccessibility,
  }) => {
    await explorer.openTraces()
    const service = page.getByRole('button', { name: 'Find traces' })
    await service.focus()
    await page.keyboard.press('?')
    await expect(help(page)).toBeVisible()
    for (const { does } of [...TRACE_KEYS, ...ROW_KEYS]) {
      await expect(help(page).getByText(does, { exact: true })).toBeVisible()
    }
    await checkAccessibility('the help')
    await page.keyboard.press('Escape')
    await expect(help(page)).toHaveCount(0)
    await expect(service).toBeFocused()
    await page.goto(`${explorer.url}/map`)
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await expect(help(page)).toBeVisible()
    await help(page).getByRole('button', { name: 'Close' }).click()
    await expect(help(page)).toHaveCount(0)
  })

  test('of a trace do what the list says', async ({ explorer, page }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.tree.focus()
    const view = (name: string) =>
      expect(page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true')
    const rowCount = () => explorer.tree.getByRole('row').count()
    const all = await rowCount()
    const followed = async () => {
      await explorer.openTab(/^Links/)
      await explorer.followLink(0)
      await expect(explorer.trail).toBeVisible()
    }
    /** What each key is pressed for, in an order in which one leaves the place for the next. */
    const checks: Record<TraceKey, () => Promise<unknown>> = {
      w: () => view('Waterfall'),
      g: () => view('Link graph'),
      f: () => expect(page.getByRole('tab', { name: 'Link graph' })).toBeVisible(),
      y: () => view('Journey'),
      t: () => view('Table'),
      z: () => expect(page.getByRole('button', { name: /whole|all of the time/i })).toBeVisible(),
      p: () => expect.poll(rowCount).toBeLessThan(all),
      o: () => expect.poll(rowCount).toBe(all),
      l: () => expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true'),
      ']': () => expect(explorer.details.getByRole('grid')).toBeFocused(),
      '[': () => expect(explorer.details.getByRole('grid')).toBeFocused(),
      '/': () => expect(page.getByRole('searchbox', { name: /find/i })).toBeFocused(),
      Backspace: () => expect(explorer.selectedSpan).toContainText('process-batch'),
      Escape: () => expect(explorer.details).toHaveCount(0),
    }
    const order: readonly TraceKey[] = ['g', 'y', 't', 'w', 'z', 'f', 'p', 'o', 'l', ']', '[', '/']
    for (const key of order) {
      await page.keyboard.press(key)
      await checks[key]()
    }
    await page.keyboard.press('Escape')
    await followed()
    await page.keyboard.press('Backspace')
    await checks.Backspace()
    await explorer.tree.focus()
    await page.keyboard.press('Escape')
    await checks.Escape()
    expect([...order, 'Backspace', 'Escape'].sort()).toEqual(
      TRACE_KEYS.flatMap(({ keys }) => keys).sort(),
    )
  })

  test('j goes to the rows of the screen where nothing has the focus', async ({
    explorer,
    page,
  }) => {
    await explorer.openTraces()
    await page.keyboard.press('j')
    await expect(page.getByRole('row').nth(2).getByRole('link')).toBeFocused()
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await expect(explorer.tree).toBeVisible()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await expect(explorer.selectedSpan).toHaveCount(1)
    await expect(explorer.tree).toBeFocused()
  })

  test('can be switched off, all of them; arrows, Enter and Escape still work, and it is remembered', async ({
    explorer,
    page,
  }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await page.keyboard.press('?')
    await page.getByRole('checkbox', { name: 'Letters and signs are shortcuts' }).uncheck()
    await page.keyboard.press('Escape')
    await page.reload()
    await explorer.openTrace(/hourly-run/)
    await explorer.tree.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(explorer.selectedSpan).toContainText('process-batch')
    const url = page.url()
    for (const key of ['j', 'g', 'y', 't', 'l', '/', '?', 'Control+k']) {
      await page.keyboard.press(key)
    }
    expect(page.url()).toBe(url)
    await expect(explorer.tree).toBeFocused()
    await expect(help(page)).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(explorer.details).toHaveCount(0)
  })
})
