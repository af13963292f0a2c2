import AxeBuilder from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'
import { ExplorerPage } from './explorer-page.ts'
import { type RunningServer, startServer } from './server.ts'

interface Fixtures {
  readonly explorer: ExplorerPage
  /** Fails the test when axe finds anything on the page as it is now. */
  readonly checkAccessibility: (what: string) => Promise<void>
}

interface WorkerFixtures {
  /** A server with the sample scenario, shared by the tests of a worker: they must not change its data. */
  readonly sampleServer: RunningServer
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  sampleServer: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer('--memory')
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  explorer: async ({ page, sampleServer }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 404/.test(message.text()))
        errors.push(message.text())
    })
    await use(new ExplorerPage(page, sampleServer.url))
    expect(errors, 'errors in the page').toEqual([])
  },
  checkAccessibility: async ({ page }, use) => {
    await use(async (what) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      )
      expect(found, `axe on ${what}`).toEqual([])
    })
  },
})

export { expect } from '@playwright/test'
