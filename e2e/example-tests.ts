import {
  EXAMPLES,
  ORDERS,
  type Sdk,
  sendReferenceScenario,
} from '../src/testing/real-sources/senders.ts'
import { expect, testOnEmptyServer as test } from './fixtures.ts'
import { followLinkAndReturn } from './reference-scenario.ts'

/** The tests of one example: what the official SDK sends goes end to end. */
export function testExample(sdk: Sdk): void {
  const { sdk: name, linkAttributes } = EXAMPLES[sdk]

  test(`${name}: five requests, one batch that links to them, and the way there and back`, async ({
    explorer,
    page,
    server,
  }) => {
    const { address } = await sendReferenceScenario(sdk, server.otlp, explorer.url)
    expect(address).toContain(`${explorer.url}/trace/`)
    await page.goto(address)
    await followLinkAndReturn(explorer, linkAttributes)
  })

  test(`${name}: each request is a trace of its own, and the batch another`, async ({
    explorer,
    server,
  }) => {
    await sendReferenceScenario(sdk, server.otlp)
    await explorer.openTraces()
    await expect(explorer.traceRows).toHaveCount(ORDERS + 1)
    const requests = explorer.traceRows.filter({ hasText: 'receive-order' })
    await expect(requests).toHaveCount(ORDERS)
    const addresses = await requests
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(new Set(addresses).size).toBe(ORDERS)
    await expect(explorer.traceRows.filter({ hasText: 'process-batch' })).toHaveCount(1)
  })
}
