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
