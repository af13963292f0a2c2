/** A trace of 100,000 spans in use: select, find as one types, scrolling, zooming, filters, critical path, table. */
import type { Page } from '@playwright/test'
import { startServer } from '../e2e/server.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import {
  beginTasks,
  endTasks,
  longestTask,
  scrollFrames,
  sendAll,
  taskText,
  withPage,
} from './browser.ts'
import { load, quantile } from './figures.ts'
import { report as publish, table } from './report.ts'

const SPANS = 100_000
const rows: string[][] = []

console.log(load())
const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
const all = [...bigTraceSpans({ spans: SPANS, seed: 7 })]
await sendAll(server, all)

await withPage(async (page) => {
  await page.goto(`${server.url}/trace/${all[0].ref.traceId}`)
  await page.locator('.wf-row').first().waitFor()
  await page.waitForTimeout(1500)
  await longestTask(page)
  await beginTasks(page)
  await page.locator('.wf-row').nth(5).click()
  await page.getByRole('tab', { name: /^Attributes/ }).waitFor()
  await report(page, 'select a span, its details')
  await page.keyboard.press('ArrowDown')
  await report(page, 'select the next by keyboard')

  const box = page.getByRole('searchbox', { name: 'Find in trace' })
  const begun = performance.now()
  await box.focus()
  await page.keyboard.type('c')
  // Of so many matches, or, when the selected span is one, which of them it is.
  const answer = page.locator('.wf-find').getByText(/[\d,]+ (found|of [\d,]+)/)
  await answer.waitFor({ timeout: 60_000 })
  await report(
    page,
    `first find, with reading all spans: ${(performance.now() - begun).toFixed(0)} ms`,
  )

  const keys: number[] = []
  for (const key of 'onnection reset') keys.push(await typed(page, key))
  keys.sort((a, b) => a - b)
  await report(
    page,
    `find, key to answer, p50/p95: ${quantile(keys, 0.5).toFixed(0)}/${quantile(keys, 0.95).toFixed(0)} ms`,
  )
  await page.keyboard.press('Enter')
  await report(page, 'next match')
  await page.getByRole('button', { name: 'Matches only' }).click()
  await report(page, 'matches only')
  await box.fill('')
  await page.getByRole('button', { name: 'Matches only' }).waitFor({ state: 'detached' })
  await report(page, 'all again')

  const frames = await scrollFrames(page, '.wf-scroll', 400, 200)
  await report(
    page,
    `scroll, frame p50/p95: ${quantile(frames, 0.5).toFixed(1)}/${quantile(frames, 0.95).toFixed(1)} ms`,
  )
  await page
    .locator('.wf-row')
    .nth(20)
    .hover({ position: { x: 600, y: 10 } })
  await page.keyboard.down('Control')
  for (let i = 0; i < 20; i++) await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await report(page, 'zoom by the wheel')
  for (let i = 0; i < 20; i++) await page.mouse.wheel(60, 0)
  await report(page, 'pan by the wheel')
  await page.keyboard.press('f')

  const filters = page.getByRole('group', { name: 'Filters' })
  for (const name of [/^Errors/, /^With links/]) {
    await filters.getByRole('button', { name }).click()
    await report(page, `filter ${name.source.slice(1)}`)
    await filters.getByRole('button', { name }).click()
    await report(page, '– and off')
  }
  await filters.getByRole('button', { name: 'Critical path' }).click()
  await page
    .getByText(/on the critical path/)
    .first()
    .waitFor({ state: 'attached' })
  await report(page, 'critical path')
  await page.getByRole('button', { name: 'Collapse all' }).click()
  await report(page, 'collapse all')
  await page.getByRole('button', { name: 'Expand all' }).click()
  await report(page, 'expand all')

  await page.getByRole('tab', { name: 'Table' }).click()
  await page.locator('.st-row').nth(3).waitFor()
  await report(page, 'table')
  for (const name of ['Duration', 'Operation']) {
    await page.getByRole('columnheader', { name }).getByRole('button').click()
    await report(page, `table by ${name}`)
  }
  const lines = await scrollFrames(page, '.st-scroll', 400, 100)
  await report(page, `table, scroll, frame p95: ${quantile(lines, 0.95).toFixed(1)} ms`)
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('operation')
  await report(page, 'table in groups')
})
await server.stop()
publish(
  'waterfall',
  [
    `${SPANS} spans, one run.`,
    table(['', 'longest task, ms by the clock / of the processor'], rows),
  ],
  process.argv.includes('--write'),
)

/** From a key to the frame with its answer; no text has as many matches as the one before. */
async function typed(page: Page, key: string): Promise<number> {
  return page.evaluate(async (key) => {
    const input = document.querySelector<HTMLInputElement>('.wf-find input')
    if (!input) throw new Error('there is no search box')
    const from = performance.now()
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(input, input.value + key)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    const section = document.querySelector('.wf')
    const busy = () => section?.querySelector('.wf-find')?.getAttribute('aria-busy') === 'true'
    do await new Promise(requestAnimationFrame)
    while (busy())
    return performance.now() - from
  }, key)
}

async function report(page: Page, what: string): Promise<void> {
  await page.waitForTimeout(100)
  const wall = await longestTask(page)
  rows.push([what, taskText(wall, await endTasks(page))])
  console.log(rows[rows.length - 1].join(': '))
  await beginTasks(page)
}
