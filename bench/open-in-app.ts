/** Opening a trace of 100,000 spans by a click in the Traces table: first row, longest main-thread task. */
import { startServer } from '../e2e/server.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { longestTask, painted, sendAll, withPage } from './browser.ts'
import { load } from './figures.ts'

const RUNS = 5

console.log(load())
const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
await sendAll(server, bigTraceSpans({ spans: 100_000, seed: 7 }))
for (let run = 0; run < RUNS; run++) {
  await withPage(async (page) => {
    await page.goto(server.url)
    await page.locator('[role=row] a').first().waitFor()
    // What the app loads in its idle time is no part of this.
    await page.waitForTimeout(1200)
    await longestTask(page)
    const since = await page.evaluate(() => {
      const now = performance.now()
      document.querySelector<HTMLElement>('[role=row] a')?.click()
      return now
    })
    const first = await painted(page, '.wf-row', since)
    console.log(
      `first row ${first.toFixed(0)} ms, longest task ${(await longestTask(page)).toFixed(0)} ms`,
    )
  })
}
await server.stop()
console.log(load())
