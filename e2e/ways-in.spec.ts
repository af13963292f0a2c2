import { protoOf } from '../src/testing/documents.ts'
import { drawnRef } from '../src/testing/trace-notation.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { recentBatch } from './recent-batch.ts'
import { send } from './server.ts'

const { traceId, spanId } = drawnRef('batch/process-batch')

test('an address with a traceparent leads to its span', async ({ explorer, page, server }) => {
  await send(server, protoOf(recentBatch()))
  await page.goto(`${server.url}/go?to=00-${traceId}-${spanId}-01`)
  await expect(explorer.selectedSpan).toContainText('process-batch')
  await expect(page).toHaveURL(`${server.url}/trace/${traceId}?span=${spanId}`)
})

test('an address that leads nowhere says why', async ({ page, server }) => {
  await page.goto(`${server.url}/go?to=order-17`)
  await expect(page.getByRole('main')).toContainText('There is no trace id')
})
