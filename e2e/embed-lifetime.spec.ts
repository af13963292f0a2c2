import type { CDPSession } from '@playwright/test'
import { jsonOf } from '../src/testing/documents.ts'
import { type Page, expect, test } from './embed-fixtures.ts'
import { recentBatch } from './recent-batch.ts'

/** What a panel has running ends with it. */

const spans = recentBatch()
const [, batch] = spans.map(({ ref }) => ref)
const traces = jsonOf(spans)

const VIEWS = ['waterfall', 'details', 'graph', 'journey']
/** V8 compiles what runs often until some 70 panels were shown. */
const WARM = 80
const MOUNTS = 200
/** Bytes a panel, some 2,000 in a run on a quiet machine. A panel that were kept would be 200,000. */
const SLACK = 8_000

test('after 200 panels nothing is left of them', async ({ page, site }) => {
  test.setTimeout(240_000)
  const { origin } = await site()
  await page.addInitScript(noteTimers)
  await page.goto(`${origin}/two.html`)
  await page.evaluate(() => document.querySelector('main')?.replaceChildren())
  const session = await page.context().newCDPSession(page)
  const empty = await left(session)
  await mount(page, WARM)
  const before = await left(session)
  await mount(page, MOUNTS - WARM)
  await expect.poll(() => page.workers().length).toBe(0)
  await expect.poll(() => page.evaluate(() => window.timers.size), 'timers').toBe(0)
  const after = await left(session)
  expect(after.nodes, 'nodes').toBeLessThanOrEqual(empty.nodes)
  // React hears the document's `selectionchange` once, for all panels that ever come.
  expect(after.listeners, 'listeners').toBeLessThanOrEqual(empty.listeners + 1)
  expect((after.heap - before.heap) / (MOUNTS - WARM), 'bytes a panel').toBeLessThan(SLACK)
})

declare global {
  interface Window {
    /** Of the page, that have not run yet. */
    readonly timers: Set<unknown>
  }
}

/** Runs in the page before anything else. */
function noteTimers(): void {
  const timers = new Set<unknown>()
  Object.assign(window, { timers })
  const { setTimeout: start, clearTimeout: stop, setInterval: repeat, clearInterval: end } = window
  Object.assign(window, {
    setTimeout(run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) {
      const id: unknown = start(() => {
        timers.delete(id)
        run(...args)
      }, ms)
      timers.add(id)
      return id
    },
    setInterval(run: () => void, ms?: number) {
      const id = repeat(run, ms)
      timers.add(id)
      return id
    },
    clearTimeout(id: number) {
      timers.delete(id)
      stop(id)
    },
    clearInterval(id: number) {
      timers.delete(id)
      end(id)
    },
  })
}

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
