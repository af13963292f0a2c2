import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'
import { ExplorerPage } from './explorer-page.ts'
import { type RunningServer, startServer } from './server.ts'

interface Fixtures {
  readonly explorer: ExplorerPage
  /** The test fails when the page throws or writes an error to its console, but for those that match `expectedErrors`. */
  readonly quietPage: void
  readonly expectedErrors: RegExp
  /** Starts servers that end with the test. */
  readonly start: (...options: string[]) => Promise<RunningServer>
  /** Fails the test when axe finds anything on the page as it is now; `within`: in what this selects alone, which is quicker. */
  readonly checkAccessibility: (what: string, within?: string) => Promise<void>
}

interface WorkerFixtures {
  /** A server with the sample scenario, shared by the tests of a worker: they must not change its data. */
  readonly sampleServer: RunningServer
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  sampleServer: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const server = await startServer('--memory')
      await provide(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  // Chromium writes answers such as 404 to the console, whatever the page makes of them.
  expectedErrors: [/status of 404/, { option: true }],
  quietPage: [
    async ({ page, expectedErrors }, provide) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !expectedErrors.test(message.text())) {
          errors.push(message.text())
        }
      })
      await provide()
      expect(errors, 'errors in the page').toEqual([])
    },
    { auto: true },
  ],
  explorer: async ({ page, sampleServer }, provide) => {
    await provide(new ExplorerPage(page, sampleServer.url))
  },
  start: async ({ page }, provide) => {
    const servers: RunningServer[] = []
    await provide(async (...options) => {
      const server = await startServer(...options)
      servers.push(server)
      return server
    })
    // A page that outlives its server writes to the console that it can't reach it.
    await page.close()
    await Promise.all(servers.map((server) => server.stop()))
  },
  checkAccessibility: async ({ page }, provide) => {
    await provide(async (what, within) => {
      const axe = new AxeBuilder({ page })
      if (within !== undefined) axe.include(within)
      const { violations } = await axe.analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      )
      expect(found, `axe on ${what}`).toEqual([])
    })
  },
})

interface EmptyServerFixtures {
  /** A server with an empty store, for this test alone. */
  readonly server: RunningServer
}

/** As `test`, with a server of its own that has no spans yet. */
export const testOnEmptyServer = test.extend<EmptyServerFixtures>({
  server: async ({ start }, provide) => provide(await start('--memory', '--no-sample')),
  explorer: async ({ page, server }, provide) => {
    await provide(new ExplorerPage(page, server.url))
  },
})

export { expect } from '@playwright/test'
