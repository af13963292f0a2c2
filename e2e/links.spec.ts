import { expect, test } from './fixtures.ts'

test.describe('from the batch to its sources', () => {
  test('the Links tab shows as many links as the batch has items, each resolved', async ({
    explorer,
  }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await expect(explorer.tab('Links 5')).toBeVisible()
    await explorer.openTab(/^Links/)
    await explorer.resolved()
    await expect(explorer.linkRows).toHaveCount(5)
    await expect(explorer.details).toContainText('5 of 5')
    await expect(explorer.details).toContainText('= batch.size')
    await expect(explorer.details).toContainText('This span links to 5 spans')
    for (const row of await explorer.linkRows.all()) {
      await expect(row).toContainText('receive-order')
      await expect(row).toContainText('orders.api')
    }
    await expect(explorer.linkRows.filter({ hasText: 'Error' })).toHaveCount(1)
  })

  test('a click on a linked span opens its own trace, on the span, with the way back', async ({
    explorer,
  }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
    const batch = new URL(explorer.page.url())
    await explorer.followLink(2)
    await expect(explorer.selectedSpan).toContainText('receive-order')
    await expect(explorer.page.getByRole('heading', { level: 1 })).toContainText(
      'orders.api / receive-order',
    )
    expect(new URL(explorer.page.url()).pathname).not.toBe(batch.pathname)
    await expect(explorer.details).toContainText(
      /came from process-batch \(orders-batch\), waited 31 m 40 s/,
    )
    await expect(explorer.tab(/^Linked from 1/)).toHaveAttribute('aria-selected', 'true')
    await expect(explorer.linkRows.first()).toContainText('process-batch')
    await expect(explorer.trail).toContainText('process-batch')
  })

  test('a link opens in a new tab with a modifier, since it is a real link', async ({
    explorer,
    context,
  }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    const opened = context.waitForEvent('page')
    await explorer.linkRows
      .first()
      .getByRole('link')
      .click({ modifiers: ['ControlOrMeta'] })
    const other = await opened
    await expect(other.getByRole('treegrid')).toBeVisible()
    await expect(other.getByRole('heading', { level: 1 })).toContainText('receive-order')
    await expect(explorer.page.getByRole('heading', { level: 1 })).toContainText('hourly-run')
  })

  test('a hop back and forth does not grow the trail', async ({ explorer }) => {
    await explorer.openTraces('?service=orders-batch&sort=oldest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    for (let i = 0; i < 3; i++) {
      await explorer.followLink(0)
      await expect(explorer.trail).toBeVisible()
      await expect(explorer.trail.getByRole('listitem')).toHaveCount(2)
      await explorer.followLink(0)
      await expect(explorer.selectedSpan).toContainText('process-batch')
      await expect(explorer.trail).toHaveCount(0)
    }
  })
})

test('a source says who links to it, and the way leads on to what became of it', async ({
  explorer,
}) => {
  await explorer.openTraces('?service=orders.api&operation=receive-order&links=in')
  await explorer.openTrace(/receive-order/)
  await explorer.selectSpan(/receive-order/)
  await explorer.openTab(/^Linked from/)
  await expect(explorer.details).toContainText(/links? to this span/)
  await expect(explorer.details).toContainText('found by the source’s index')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
})

test.describe('a batch with everything wrong that a batch can have', () => {
  test.beforeEach(async ({ explorer }) => {
    await explorer.openTraces('?service=orders-batch&sort=newest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
  })

  test('a dangling link says why, and what can be done', async ({ explorer }) => {
    const row = explorer.linkRows.filter({ hasText: 'not found' }).first()
    await row.getByRole('button', { name: 'why?' }).click()
    await expect(explorer.details).toContainText('No span of this trace is in the local store')
    await expect(explorer.details.getByRole('button', { name: 'Look again' })).toBeVisible()
  })

  test('a target that was not sampled is told from one that is missing', async ({ explorer }) => {
    await expect(explorer.linkRows.filter({ hasText: 'not sampled' })).toHaveCount(1)
  })

  test('the same target twice is one row that says so', async ({ explorer }) => {
    await expect(explorer.linkRows.filter({ hasText: '×2' })).toHaveCount(1)
  })

  test('dropped links are counted and explain why the size differs', async ({ explorer }) => {
    await expect(explorer.details).toContainText('+ 3 dropped = batch.size')
    await expect(explorer.details).toContainText('the SDK’s link limit')
  })

  test('links sort by wait and filter by attribute', async ({ explorer }) => {
    const waited = explorer.details.getByRole('columnheader', { name: 'Waited' })
    await waited.getByRole('button').click()
    await expect(waited).toHaveAttribute('aria-sort', 'descending')
    const first = await explorer.linkRows.first().textContent()
    await waited.getByRole('button').click()
    await expect(waited).toHaveAttribute('aria-sort', 'ascending')
    expect(await explorer.linkRows.first().textContent()).not.toBe(first)
    const before = await explorer.linkRows.count()
    const id = await explorer.linkRows.first().getByRole('gridcell').first().innerText()
    await explorer.details
      .getByRole('searchbox', { name: 'Filter links' })
      .fill(id.trim().slice(0, 4))
    await expect(explorer.details).toContainText(`of ${before} match`)
    await expect(explorer.linkRows).toHaveCount(1)
  })
})

test.describe('many links in one’s own order', () => {
  test.beforeEach(async ({ explorer }) => {
    await explorer.openTraces('?service=orders-batch&sort=newest')
    await explorer.openTrace(/hourly-run/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
  })

  test('link attributes are columns of one’s choice, which is remembered and not in the URL', async ({
    explorer,
    page,
  }) => {
    const column = explorer.details.getByRole('columnheader', { name: 'order.id' })
    await expect(column).toBeVisible()
    const url = page.url()
    await explorer.details.getByRole('button', { name: 'Columns' }).click()
    const choices = explorer.details.getByRole('group', {
      name: 'Link attributes shown as columns',
    })
    await choices.getByRole('checkbox', { name: 'order.id' }).uncheck()
    await expect(column).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(choices).toBeHidden()
    expect(page.url()).toBe(url)
    await page.reload()
    await expect(
      explorer.details.getByRole('columnheader', { name: 'messaging.message.id' }),
    ).toBeVisible()
    await expect(column).toHaveCount(0)
  })

  test('links are grouped with counts and waits, and a group folds', async ({ explorer, page }) => {
    await explorer.details.getByLabel('Group by').selectOption('service and operation')
    const group = explorer.linkRows.filter({ hasText: 'orders.api / receive-order' }).first()
    await expect(group).toContainText(/\d+ links/)
    await expect(group).toContainText(/median wait .+, longest /)
    await expect(explorer.linkRows.filter({ hasText: 'without a value' })).toContainText(
      'unresolved',
    )
    const before = await explorer.linkRows.count()
    await group.getByRole('button', { name: /^Fold the group/ }).click()
    expect(await explorer.linkRows.count()).toBeLessThan(before)
    await explorer.details.getByRole('grid').focus()
    await page.keyboard.press('ArrowRight')
    await expect(explorer.linkRows).toHaveCount(before)
  })

  test('Space peeks at the linked trace, and shows all that the link carries', async ({
    explorer,
    page,
  }) => {
    await explorer.details.getByRole('grid').focus()
    await page.keyboard.press(' ')
    await expect(explorer.details.getByRole('list', { name: 'Path to the root' })).toContainText(
      'receive-order',
    )
    await expect(explorer.details.getByText('target was sampled').first()).toBeVisible()
    await page.keyboard.press(' ')
    await expect(explorer.details.getByRole('list', { name: 'Path to the root' })).toHaveCount(0)
  })

  test('a link is copied as reference, traceparent, permalink and JSON', async ({
    explorer,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await explorer.unfoldLink(0)
    const copy = (what: string) =>
      explorer.linkRows.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
    await copy('span reference')
    await expect.poll(copied).toMatch(/^[0-9a-f]{32}:[0-9a-f]{16}$/)
    const [traceId, spanId] = (await copied()).split(':')
    await copy('traceparent')
    await expect.poll(copied).toBe(`00-${traceId}-${spanId}-01`)
    await copy('link as JSON')
    await expect.poll(copied).toContain(`"spanId": "${spanId}"`)
    await copy('permalink')
    await expect.poll(copied).toBe(`${explorer.url}/trace/${traceId}?span=${spanId}`)
  })

  test('all links are copied, saved as CSV, and shown as traces, from which Back leads here', async ({
    explorer,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const open = () => explorer.details.getByRole('button', { name: 'Copy or save' }).click()
    await open()
    await explorer.details.getByRole('button', { name: 'Copy span references' }).click()
    await expect(explorer.details.getByText(/^Copied 11 span references/)).toBeVisible()
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
    expect(lines).toHaveLength(11)
    await open()
    const download = page.waitForEvent('download')
    await explorer.details.getByRole('button', { name: 'Download CSV' }).click()
    expect((await download).suggestedFilename()).toMatch(/^links-[0-9a-f]{16}\.csv$/)
    await open()
    await explorer.details.getByRole('link', { name: 'Show these spans in Traces' }).click()
    await expect(explorer.traceRows.filter({ hasText: 'receive-order' }).first()).toBeVisible()
    await page.goBack()
    await expect(explorer.tab(/^Links/)).toHaveAttribute('aria-selected', 'true')
  })

  test('l leads to the links and [ ] from one to the next, from anywhere on the screen', async ({
    explorer,
    page,
  }) => {
    await explorer.openTab(/^Attributes/)
    await explorer.tree.focus()
    await page.keyboard.press('l')
    await expect(explorer.details.getByRole('grid')).toBeFocused()
    const active = explorer.details.getByRole('grid').getByRole('row', { selected: true })
    await expect(active).toHaveAttribute('aria-rowindex', '2')
    await explorer.tree.focus()
    await page.keyboard.press(']')
    await page.keyboard.press(']')
    await expect(active).toHaveAttribute('aria-rowindex', '4')
    await page.keyboard.press('[')
    await expect(active).toHaveAttribute('aria-rowindex', '3')
    await page.keyboard.press('Enter')
    await expect(explorer.selectedSpan).toContainText('receive-order')
    await page.goBack()
    await expect(explorer.details.getByRole('grid')).toBeFocused()
    await expect(active).toHaveAttribute('aria-rowindex', '3')
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in groups, a peek and a menu, ${theme}`, async ({
      explorer,
      page,
      checkAccessibility,
    }) => {
      await page.emulateMedia({ colorScheme: theme })
      await explorer.details.getByLabel('Group by').selectOption('status')
      await explorer.linkRows.filter({ hasText: 'receive-order' }).first().click()
      await page.keyboard.press('l')
      await page.keyboard.press(']')
      await page.keyboard.press(' ')
      await expect(explorer.details.getByRole('list', { name: 'Path to the root' })).toBeVisible()
      // One look for all: axe takes long on a busy machine.
      await explorer.details.getByRole('button', { name: 'Columns' }).click()
      await checkAccessibility('a peek in a group, with the columns to choose from')
    })
  }
})
