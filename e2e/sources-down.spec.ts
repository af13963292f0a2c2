import type { Page } from '@playwright/test'
import { protoOf } from '../src/testing/documents.ts'
import { draw, drawnRef } from '../src/testing/trace-notation.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { send } from './server.ts'

test.use({ expectedErrors: /status of (404|500)|ERR_FAILED/ })

const BATCH = drawnRef('batch/process-batch')
const SPANS = draw(`
  trace batch
  0-100 orders-batch hourly-run
    10-90 orders-batch process-batch consumer batch.size=1 -> order/receive-order

  trace order
  -60000--59990 orders.api receive-order producer
`).spans
const SELECTED = `?span=${BATCH.spanId}`

/** Lets requests for a path of the API fail with the source's own words, until the answer is called. */
async function fail(page: Page, path: string): Promise<() => Promise<void>> {
  const pattern = `**/api/v1/${path}`
  await page.route(pattern, (route) =>
    route.fulfill({ status: 500, json: { error: { code: 'failed', message: MESSAGE } } }),
  )
  return () => page.unroute(pattern)
}

const OUTDATED = 'the trace could not be read again'
const MESSAGE = 'The disk is full.'

test.beforeEach(({ server }) => send(server, protoOf(SPANS)))

test('a search that fails says why, and Retry finds the traces', async ({ explorer, page }) => {
  const mend = await fail(page, 'traces?*')
  await page.goto(explorer.url)
  const notice = page.getByRole('alert').filter({ hasText: 'The search failed' })
  await expect(notice).toContainText(MESSAGE)
  await expect(page.getByRole('combobox', { name: 'Service' })).toContainText('orders-batch')
  await mend()
  await notice.getByRole('button', { name: 'Retry' }).click()
  await expect(explorer.traceRows).toHaveCount(2)
  await expect(notice).toHaveCount(0)
})

test('the rows of the search before stay while the next one fails', async ({ explorer, page }) => {
  await explorer.openTraces()
  await expect(explorer.traceRows).toHaveCount(2)
  const mend = await fail(page, 'traces?*')
  await page.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click()
  const notice = page.getByRole('alert').filter({ hasText: 'The search failed' })
  await expect(notice).toContainText('The rows below are those of the search before')
  await expect(explorer.traceRows).toHaveCount(2)
  await mend()
  await notice.getByRole('button', { name: 'Retry' }).click()
  await expect(notice).toHaveCount(0)
  await expect(explorer.traceRows).toHaveCount(2)
})

test('a server that cannot be reached is told from one that answers with a failure', async ({
  explorer,
  page,
}) => {
  await page.route('**/api/v1/traces?*', (route) => route.abort())
  await page.goto(explorer.url)
  await expect(page.getByRole('alert')).toContainText('The source can’t be reached')
  await page.route('**/api/v1/traces/*', (route) => route.abort())
  await page.goto(`${explorer.url}/trace/${BATCH.traceId}`)
  await expect(page.getByRole('alert')).toContainText('The source can’t be reached')
})

test('a trace that fails to load says why, and Try again opens it', async ({ explorer, page }) => {
  const mend = await fail(page, `traces/${BATCH.traceId}`)
  await page.goto(`${explorer.url}/trace/${BATCH.traceId}${SELECTED}`)
  const notice = page.getByRole('alert').filter({ hasText: 'The trace could not be loaded' })
  await expect(notice).toContainText(MESSAGE)
  await mend()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(explorer.selectedSpan).toContainText('process-batch')
})

test('an open trace stays when reading it again fails', async ({ explorer, page, server }) => {
  await explorer.openTraceById(BATCH.traceId, SELECTED)
  const failed = page.waitForResponse((answer) => answer.status() === 500)
  const mend = await fail(page, `traces/${BATCH.traceId}`)
  const late = draw(`
    trace batch
    20-30 orders-batch late ^process-batch
  `).spans
  await send(server, protoOf(late))
  await failed
  await expect(page.getByText(OUTDATED)).toBeVisible()
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await mend()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(explorer.spanRow(/late/)).toBeVisible()
  await expect(page.getByText(OUTDATED)).toHaveCount(0)
})

test('links that the source fails to resolve say so, and Look again resolves them', async ({
  explorer,
  page,
}) => {
  const mend = await fail(page, 'spans/resolve')
  await explorer.openTraceById(BATCH.traceId, `${SELECTED}&tab=links`)
  await expect(explorer.linkRows).toContainText('source failed')
  await explorer.linkRows.getByRole('button', { name: 'why?' }).click()
  await expect(explorer.details).toContainText(MESSAGE)
  await mend()
  await explorer.details.getByRole('button', { name: 'Look again' }).click()
  await expect(explorer.linkRows.first()).toContainText('receive-order')
  await explorer.followLink(0)
  await expect(explorer.selectedSpan).toContainText('receive-order')
})

test('Linked from fails by itself: the other tabs and the waterfall go on', async ({
  explorer,
  page,
}) => {
  const mend = await fail(page, 'links?*')
  const order = drawnRef('order/receive-order')
  await explorer.openTraceById(order.traceId, `?span=${order.spanId}&tab=linked-from`)
  const notice = explorer.details.getByRole('alert')
  await expect(notice).toContainText('The links to this span could not be loaded')
  await expect(notice).toContainText(MESSAGE)
  await explorer.openTab('Resource')
  await expect(explorer.details.getByLabel('Resource attributes')).toContainText('orders.api')
  await explorer.openTab('Linked from')
  await mend()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(explorer.linkRows).toContainText('process-batch')
  await expect(explorer.tab('Linked from 1')).toBeVisible()
})
