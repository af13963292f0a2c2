import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeSignoz, fakeSignoz } from '../src/testing/fake-signoz.ts'
import { drawnRef } from '../src/testing/trace-notation.ts'
import { ExplorerPage } from './explorer-page.ts'
import { expect, test } from './fixtures.ts'
import { recentBatch } from './recent-batch.ts'
import { type Serving, serve } from './serve.ts'

const KEY = 'key-of-the-gateway-alone'

/** As SigNoz does, answers only who has a key, but says its version to everybody. */
function withKey({ answer }: FakeSignoz): Promise<Serving> {
  return serve((request) => {
    const isOpen = new URL(request.url).pathname === '/api/v1/version'
    if (isOpen || request.headers.get('signoz-api-key') === KEY) return answer(request)
    const error = { type: 'unauthenticated', code: 'unauthenticated', message: 'no key' }
    return Response.json({ status: 'error', error }, { status: 401 })
  })
}

test('links of a SigNoz are followed through the gateway, which has the key', async ({
  page,
  start,
}) => {
  const signoz = await withKey(fakeSignoz(recentBatch()))
  const directory = await mkdtemp(join(tmpdir(), 'signoz-'))
  const config = join(directory, 'sources.json')
  await writeFile(join(directory, 'key'), KEY)
  const source = { kind: 'signoz', name: 'Cloud', url: signoz.origin, apiKeyFile: 'key' }
  await writeFile(config, JSON.stringify({ sources: [source] }))
  const server = await start('--memory', '--no-sample', '--config', config)
  const seen: string[] = []
  page.on('request', (request) => seen.push(JSON.stringify(request.headers())))
  try {
    const explorer = new ExplorerPage(page, server.url)
    await page.goto(server.url)
    await page.getByRole('combobox', { name: 'Source' }).selectOption('signoz')
    await page.getByLabel('Service', { exact: true }).selectOption('batch')
    await page.getByRole('button', { name: 'Find traces' }).click()
    await explorer.openTrace(/process-batch/)
    await explorer.selectSpan(/process-batch/)
    await explorer.openTab(/^Links/)
    await explorer.resolved()
    await expect(explorer.linkRows.first()).toContainText('receive-order')
    await explorer.unfoldLink(0)
    await expect(explorer.details).toContainText('Link attributes are not kept by this source.')
    await explorer.followLink(0)
    await expect(explorer.selectedSpan).toContainText('receive-order')
    await expect(explorer.details).toContainText('came from process-batch (batch), waited 59 s')
    await expect(explorer.details).toContainText('1 span links to this span')
    await expect(explorer.details).toContainText('searched')
    expect(new URL(page.url()).pathname.slice(7)).toBe(drawnRef('order/receive-order').traceId)
    expect(seen.join()).not.toContain(KEY)
  } finally {
    // Before its source goes: what the page still asks must not fail.
    await page.close()
    await signoz.stop()
    await rm(directory, { recursive: true })
  }
})
