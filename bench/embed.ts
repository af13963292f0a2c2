/** A trace in a panel beside the same in the app, and 20 panels on one page. Reads `dist` and `dist-embed`. */
import type { Page } from '@playwright/test'
import { startHostSite } from '../e2e/embed-site.ts'
import { startServer } from '../e2e/server.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { heapMegabytes, longestTask, painted, sendAll, withPage } from './browser.ts'
import { load, median } from './figures.ts'

const SPANS = 1000
const RUNS = 5
const PANELS = 20

const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
const all = [...bigTraceSpans({ spans: SPANS, seed: SPANS })]
const { traceId } = all[0].ref
await sendAll(server, all)
const panel = `<trace-link-panel source-kind="local" source-url="/explorer" trace-id="${traceId}"></trace-link-panel>`
const html = (script: string, body: string) =>
  `<!doctype html><title>bench</title><script type="module" src="/${script}.js"></script>${body}`
const site = await startHostSite({
  behind: { '/explorer': server.url },
  files: {
    '/element.html': html('element', panel),
    '/element.standalone.html': html('element.standalone', panel),
    '/empty.html': html('element', ''),
  },
})
console.log(`${load()}; ${SPANS} spans, medians of ${RUNS}`)

const times: Record<string, number[]> = {}
const note = (what: string, ms: number) => (times[what] ??= []).push(ms)
for (let run = 0; run < RUNS; run++) {
  await withPage(async (page) => {
    await page.goto(`${server.url}/trace/${traceId}`, { waitUntil: 'commit' })
    note('the app', await painted(page, '.wf-row', 0))
  })
  for (const what of ['element', 'element.standalone']) {
    await withPage(async (page) => {
      await page.goto(`${site.origin}/${what}.html`, { waitUntil: 'commit' })
      note(what, await rowsIn(page, 1, 0))
    })
  }
  await withPage(async (page) => {
    await page.goto(`${site.origin}/empty.html`)
    await add(page, 1)
    note('a second panel', await add(page, 1))
  })
}
const app = median(times['the app'])
for (const [what, all] of Object.entries(times)) {
  const ms = median(all)
  console.log(`${what.padEnd(20)} ${ms.toFixed(0)} ms  ${(ms / app).toFixed(2)} × the app`)
}

await withPage(async (page) => {
  await page.goto(`${site.origin}/empty.html`)
  const empty = await heapMegabytes(page)
  await add(page, 1)
  const one = await heapMegabytes(page)
  await longestTask(page)
  const ms = await add(page, PANELS - 1)
  const task = await longestTask(page)
  const heap = await heapMegabytes(page)
  console.log(
    [
      `${PANELS} panels: the other ${PANELS - 1} after ${ms.toFixed(0)} ms`,
      `longest task ${task.toFixed(0)} ms`,
      `heap ${empty.toFixed(1)} → ${one.toFixed(1)} → ${heap.toFixed(1)} MB`,
      `${page.workers().length} workers`,
    ].join(', '),
  )
})
await site.stop()
await server.stop()
console.log(load())

/** Adds panels, and waits for the first rows of all; in ms. */
async function add(page: Page, count: number): Promise<number> {
  const from = await page.evaluate(
    ([one, times]) => {
      const now = performance.now()
      const template = document.createElement('template')
      template.innerHTML = one
      for (let i = 0; i < times; i++) document.body.append(template.content.cloneNode(true))
      return now
    },
    [panel, count] as const,
  )
  const shown = await page.locator('trace-link-panel').count()
  return rowsIn(page, shown, from)
}

/** Milliseconds from then to the frame after so many panels have rows. */
function rowsIn(page: Page, count: number, since: number): Promise<number> {
  return page.evaluate(
    ([wanted, from]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const panels = [...document.querySelectorAll('trace-link-panel')]
          const open = panels.filter((node) => node.shadowRoot?.querySelector('.wf-row')).length
          requestAnimationFrame(open >= wanted ? () => resolve(performance.now() - from) : look)
        }
        look()
      }),
    [count, since] as const,
  )
}
