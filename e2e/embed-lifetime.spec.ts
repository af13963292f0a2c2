import type { CDPSession } from '@playwright/test'
import { jsonOf } from '../src/testing/documents.ts'
import { type Page, expect, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** What a panel has running ends with it. */

const spans = recentBatch()
const [, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

const VIEWS = ['waterfall', 'details', 'graph', 'journey']
const WARM = 20
const MOUNTS = 200
/** Bytes a panel: what V8 compiles meanwhile is half of it. A panel that were kept would be 200,000. */
const SLACK = 25_000

test('after 200 panels nothing is left of them', async ({ page, site }) => {
  test.setTimeout(240_000)
  const { origin } = await site()
  await page.goto(`${origin}/two.html`)
  await page.evaluate(() => document.querySelector('main')?.replaceChildren())
  const session = await page.context().newCDPSession(page)
  await mount(page, WARM)
  const before = await left(session)
  await mount(page, MOUNTS - WARM)
  const after = await left(session)
  await expect.poll(() => page.workers().length).toBe(0)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes)
  expect(after.listeners).toBeLessThanOrEqual(before.listeners)
  expect((after.heap - before.heap) / (MOUNTS - WARM)).toBeLessThan(SLACK)
})

/** Shows panels one after the other, each until its trace is open, and takes them away. */
async function mount(page: Page, count: number): Promise<void> {
  await page.evaluate(
    async ({ count, views, options }) => {
      for (let i = 0; i < count; i++) {
        const panel = document.createElement('trace-link-panel')
        Object.assign(panel, options, { view: views[i % views.length] })
        const ready = new Promise((resolve) => panel.addEventListener('ready', resolve))
        document.querySelector('main')?.append(panel)
        await ready
        await new Promise(requestAnimationFrame)
        panel.remove()
      }
    },
    { count, views: VIEWS, options: { traces, ...batch } },
  )
}

async function left(
  session: CDPSession,
): Promise<{ heap: number; nodes: number; listeners: number }> {
  // What is freed by one collection may free more by the next.
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters')
  return { heap, nodes, listeners }
}
