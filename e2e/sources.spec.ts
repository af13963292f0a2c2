import { drawnRef } from '../src/testing/trace-notation.ts'
import { expect, test } from './fixtures.ts'
import { ExplorerPage } from './explorer-page.ts'
import { startFakeJaeger } from './fake-jaeger.ts'
import { recentBatch } from './recent-batch.ts'

const spans = recentBatch()

// A complaint about missing times is how a Jaeger says that it has summaries of traces.
test.use({ expectedErrors: /status of 40[04]/ })

test('another source is chosen in the menu, and its links are followed', async ({
  page,
  start,
}) => {
  const jaeger = await startFakeJaeger(spans)
  const server = await start('--memory', '--no-sample', '--source', `jaeger=${jaeger.url}`)
  try {
    const explorer = new ExplorerPage(page, server.url)
    await page.goto(server.url)
    await page.getByRole('combobox', { name: 'Source' }).selectOption('jaeger')
    await page.getByLabel('Service', { exact: true }).selectOption('batch')
    await page.getByRole('button', { name: 'Find traces' }).click()
    await explorer.openTrace(/process-batch/)
    expect(new URL(page.url()).searchParams.get('source')).toBe('jaeger')
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
    await expect(explorer.linkRows.first()).toContainText('receive-order')
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('receive-order')
    await expect(explorer.details).toContainText('came from process-batch (batch), waited 59 s')
    await expect(explorer.details).toContainText('1 span links to this span')
    await expect(explorer.details).toContainText('searched')
    await page.reload()
    await expect(explorer.details).toContainText('came from process-batch')
    expect(drawnRef('order/receive-order').traceId).toBe(new URL(page.url()).pathname.slice(7))
  } finally {
    // Before its source goes: what the page still asks must not fail.
    await page.close()
    await jaeger.stop()
  }
})

test('a trace that is not in a source is looked for in the one that is chosen then', async ({
  page,
  start,
}) => {
  const jaeger = await startFakeJaeger(spans)
  const server = await start('--memory', '--no-sample', '--source', `jaeger=${jaeger.url}`)
  try {
    const { traceId } = drawnRef('order/receive-order')
    await page.goto(`${server.url}/trace/${traceId}`)
    await expect(page.getByText('or it is in another source')).toBeVisible()
    await page.getByRole('combobox', { name: 'Source' }).selectOption('jaeger')
    await expect(page).toHaveURL(`${server.url}/trace/${traceId}?source=jaeger`)
    await expect(page.getByRole('treegrid')).toContainText('receive-order')
  } finally {
    await page.close()
    await jaeger.stop()
  }
})

test('a server without a store of its own shows its first source', async ({ page, start }) => {
  const jaeger = await startFakeJaeger(spans)
  const server = await start('--no-local', '--source', `jaeger=${jaeger.url}`)
  try {
    await page.goto(server.url)
    await expect(page).toHaveURL(/source=jaeger/)
    await expect(page.getByRole('row', { name: /process-batch/ })).toBeVisible()
  } finally {
    await page.close()
    await jaeger.stop()
  }
})

test.describe('a source that is down', () => {
  test.use({ expectedErrors: /status of 50\d/ })
  test('says so in the menu and on its screen, with a way to try again', async ({
    page,
    start,
  }) => {
    const server = await start('--memory', '--source', 'jaeger=http://127.0.0.1:9')
    await page.goto(server.url)
    await expect(page.getByRole('option', { name: /^jaeger – / })).toBeAttached()
    await page.getByRole('combobox', { name: 'Source' }).selectOption('jaeger')
    await expect(page.getByText('The source can’t be opened')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await page.getByRole('combobox', { name: 'Source' }).selectOption('local')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
  })
})
