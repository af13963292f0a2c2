import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, testOnEmptyServer as base } from './fixtures.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'
const python = join(root, '.cache/python', windows ? 'Scripts/python.exe' : 'bin/python')

const EXAMPLES = [
  {
    sdk: 'Python',
    command: python,
    producer: 'examples/python/producer.py',
    worker: 'examples/python/batch_worker.py',
    linkAttributes: ['order.id', 'messaging.message.id', 'queue.position'],
  },
  {
    sdk: 'Node',
    command: 'node',
    producer: 'examples/node/producer.mjs',
    worker: 'examples/node/batch-worker.mjs',
    linkAttributes: ['order.id', 'queue.position'],
  },
] as const

type Run = (command: string, ...args: string[]) => Promise<string>

interface ExampleFixtures {
  /** Runs a program that sends its spans to the server; gives what it printed. */
  readonly runSender: Run
  /** A file for the queue, which does not exist yet. */
  readonly queue: string
}

const test = base.extend<ExampleFixtures>({
  runSender: async ({ server }, provide) => {
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: server.otlp }
    await provide(async (command, ...args) => {
      const { stdout } = await run(command, args, { cwd: root, env, timeout: 30_000 })
      return stdout
    })
  },
  // oxlint-disable-next-line no-empty-pattern
  queue: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'))
    await provide(join(folder, 'queue'))
    await rm(folder, { recursive: true })
  },
})

test.describe('spans of the official SDKs go end to end', () => {
  for (const { sdk, command, producer, worker, linkAttributes } of EXAMPLES) {
    test(`${sdk}: five requests, one batch that links to them, and the way there and back`, async ({
      explorer,
      page,
      runSender,
      queue,
    }) => {
      await runSender(command, producer, '5', '--queue', queue)
      const said = await runSender(command, worker, '--queue', queue, '--app', explorer.url)
      const address = said.trim().split('\n').at(-1) ?? ''
      expect(address).toContain(`${explorer.url}/trace/`)

      await page.goto(address)
      await expect(explorer.selectedSpan).toContainText('process-batch')
      await expect(explorer.spanRow(/reconcile/)).toHaveCount(5)
      await expect(explorer.tab('Links 5')).toBeVisible()
      await explorer.openTab('Links 5')
      await explorer.resolved()
      await expect(explorer.details).toContainText('items linked = batch.size5 of 5')
      await expect(explorer.linkRows).toHaveCount(5)
      for (const row of await explorer.linkRows.all()) {
        await expect(row).toContainText('receive-order')
        await expect(row).toContainText('orders.api')
        await expect(row.getByTitle('From the end of the earlier span')).toHaveText(/^\d.*s$/)
      }

      await explorer.unfoldLink(3)
      const attributes = explorer.details.getByLabel('Attributes of the link')
      for (const key of linkAttributes) await expect(attributes).toContainText(key)
      await expect(attributes).toContainText('A-1004')

      const batch = page.url()
      await explorer.followLink(3)
      await expect(explorer.selectedSpan).toContainText('receive-order')
      await expect(explorer.tree.getByRole('row')).toHaveCount(1)
      expect(new URL(page.url()).pathname).not.toBe(new URL(batch).pathname)
      await expect(explorer.details).toContainText(
        /came from process-batch \(orders-batch\), waited/,
      )
      await expect(explorer.tab('Linked from 1')).toHaveAttribute('aria-selected', 'true')
      await explorer.openTab('Attributes')
      await expect(explorer.details.getByLabel('Attributes of the span')).toContainText('A-1004')

      await page.goBack()
      await page.goBack()
      await expect(page).toHaveURL(batch)
      await expect(explorer.selectedSpan).toContainText('process-batch')
      await expect(explorer.tab('Links 5')).toHaveAttribute('aria-selected', 'true')
      // Five links, and the details of the one that is still unfolded.
      await expect(explorer.linkRows).toHaveCount(6)
    })

    test(`${sdk}: each request is a trace of its own, and the batch another`, async ({
      explorer,
      runSender,
      queue,
    }) => {
      await runSender(command, producer, '5', '--queue', queue)
      await runSender(command, worker, '--queue', queue)
      await explorer.openTraces()
      await expect(explorer.traceRows).toHaveCount(6)
      const requests = explorer.traceRows.filter({ hasText: 'receive-order' })
      await expect(requests).toHaveCount(5)
      const addresses = await requests
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
      expect(new Set(addresses).size).toBe(5)
      await expect(explorer.traceRows.filter({ hasText: 'process-batch' })).toHaveCount(1)
    })
  }
})
