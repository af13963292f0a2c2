import type { Locator } from '@playwright/test'
import type { TraceLinkPanelElement } from '../src/embed/trace-link-panel-element.ts'
import { ExplorerPage } from './explorer-page.ts'
import { test as base } from './fixtures.ts'
import type { Serving } from './serve.ts'
import { startHostSite } from './embed-site.ts'

type SiteOptions = Parameters<typeof startHostSite>[0]

interface Fixtures {
  /** Starts sites that end with the test. */
  readonly site: (options?: SiteOptions) => Promise<Serving>
  /** The only panel of the page. */
  readonly panel: ExplorerPage
}

/** Tests of panels in pages of other people. */
export const test = base.extend<Fixtures>({
  site: async ({ page }, provide) => {
    const sites: Serving[] = []
    await provide(async (options = {}) => {
      const site = await startHostSite(options)
      sites.push(site)
      return site
    })
    await page.close()
    await Promise.all(sites.map((site) => site.stop()))
  },
  panel: async ({ page }, provide) => provide(panelAt(page.locator('trace-link-panel'))),
})

/** One of several panels. */
export function panelAt(element: Locator): ExplorerPage {
  return new ExplorerPage(element.page(), '', element)
}

type Options = Partial<
  Pick<
    TraceLinkPanelElement,
    'traceId' | 'spanId' | 'view' | 'tab' | 'theme' | 'hrefTemplate' | 'traces'
  >
>

/** Sets properties of a panel together. */
export function ask(element: Locator, options: Options): Promise<void> {
  return element.evaluate((node, given) => void Object.assign(node, given), options)
}

export interface Heard {
  readonly type: string
  readonly detail: Record<string, unknown>
}

const TYPES = ['ready', 'select', 'follow', 'error', 'resize']

/** From now on what the panel says is written down; `forbid` cancels each event of these types. */
export async function listen(element: Locator, forbid: readonly string[] = []): Promise<void> {
  await element.evaluate(
    (node, { types, forbidden }) => {
      const heard: Heard[] = []
      Object.assign(node, { heard })
      for (const type of types) {
        node.addEventListener(type, (event) => {
          heard.push({ type, detail: (event as CustomEvent<Heard['detail']>).detail })
          if (forbidden.includes(type)) event.preventDefault()
        })
      }
    },
    { types: TYPES, forbidden: forbid },
  )
}

/** What was said, in order. */
export async function heard(element: Locator, type?: string): Promise<Heard[]> {
  const all = await element.evaluate((node) => (node as unknown as { heard: Heard[] }).heard)
  return all.filter((event) => type === undefined || event.type === type)
}

/** The older batch of the sample, with five links: trace and `process-batch`. */
export async function sampleBatch(url: string): Promise<{ traceId: string; spanId: string }> {
  const found = await fetch(
    `${url}/api/v1/traces?service=orders-batch&operation=process-batch&sort=oldest`,
  )
  const { traces } = (await found.json()) as { traces: { traceId: string }[] }
  const [{ traceId }] = traces
  const trace = await fetch(`${url}/api/v1/traces/${traceId}`, {
    headers: { accept: 'application/json' },
  })
  const text = await trace.text()
  const [, spanId] =
    /"spanId":"([0-9a-f]{16})"(?:(?!"spanId").)*?"name":"process-batch"/s.exec(text) ?? []
  return { traceId, spanId }
}

export { expect, type Page } from '@playwright/test'
