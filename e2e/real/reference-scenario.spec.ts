import { startRealSource, whyMissing } from '../../src/testing/real-sources/real-source.ts'
import {
  BATCH_SPANS,
  EXAMPLES,
  sendReferenceScenario,
} from '../../src/testing/real-sources/senders.ts'
import { ExplorerPage } from '../explorer-page.ts'
import { expect, test } from '../fixtures.ts'
import { followLinkAndReturn } from '../reference-scenario.ts'

/** Each source gets the scenario from an SDK itself, each from another, so that none only ever sees what was replayed. */
const RUNS = [
  { real: 'jaeger1', sdk: 'python', linkAttributes: false },
  { real: 'jaeger2', sdk: 'java', linkAttributes: true },
  { real: 'tempo', sdk: 'node', linkAttributes: true },
  { real: 'victoria', sdk: 'python', linkAttributes: true },
] as const

for (const { real, sdk, linkAttributes } of RUNS) {
  test(`${real}: from the batch to a request that ${EXAMPLES[sdk].sdk} sent, and back`, async ({
    page,
    start,
  }) => {
    const missing = real === 'victoria' ? whyMissing(real) : undefined
    test.skip(missing !== undefined, missing)
    await using source = await startRealSource(real)
    const { batch } = await sendReferenceScenario(sdk, source.otlpHttp)
    await source.settled(new Map([[batch, BATCH_SPANS]]))
    const server = await start('--no-local', '--source', `${source.kind}=${source.url}`)
    const explorer = new ExplorerPage(page, server.url)

    await page.goto(server.url)
    await page.getByLabel('Service', { exact: true }).selectOption('orders-batch')
    await page.getByRole('button', { name: 'Find traces' }).click()
    await explorer.openTrace(/process-batch/)
    expect(new URL(page.url()).pathname).toBe(`/trace/${batch}`)
    await explorer.selectSpan(/process-batch/)
    await followLinkAndReturn(explorer, linkAttributes ? EXAMPLES[sdk].linkAttributes : [])
    // Before its source goes: what the page still asks must not fail.
    await page.close()
  })
}
