/** The Links tab with 128 and 10,000 links, and the way from a click on a link to its painted target. */
import { startServer } from '../e2e/server.ts'
import { fanIn } from '../src/testing/fan-in.ts'
import { longestTask, painted, scrollFrames, sendAll, withPage } from './browser.ts'
import { median, quantile } from './figures.ts'

const SIZES = [128, 10_000]
const RUNS = 3

const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
console.log(
  'links   first row  all resolved  sort by wait  longest task  scroll frame p50/p95  follow: first / seen before',
)
for (const links of SIZES) {
  const { batch, processBatch, sources } = fanIn(links, links)
  await sendAll(server, batch)
  await sendAll(server, [...sources].flat())
  const figures = {
    first: [] as number[],
    all: [] as number[],
    sort: [] as number[],
    follow: [] as number[],
    again: [] as number[],
  }
  let longest = 0
  let frames: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await withPage(async (page) => {
      const { traceId, spanId } = processBatch
      await page.goto(`${server.url}/trace/${traceId}?span=${spanId}`)
      await page.locator('.wf-row-selected').waitFor()
      await longestTask(page)
      const since = await page.evaluate(() => {
        const from = performance.now()
        const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
        tabs.find((tab) => tab.textContent.startsWith('Links'))?.click()
        return from
      })
      figures.first.push(await painted(page, '.lt-row', since))
      await page.waitForFunction(
        () => !document.querySelector('.lk-progress')?.textContent.includes('resolved'),
      )
      figures.all.push((await page.evaluate(() => performance.now())) - since)
      figures.sort.push(
        await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const from = performance.now()
              const heads = [...document.querySelectorAll<HTMLElement>('.lt-sort')]
              heads.find((head) => head.textContent.startsWith('Waited'))?.click()
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
            }),
        ),
      )
      frames = await scrollFrames(page, '.lt', 300, 100)
      longest = Math.max(longest, await longestTask(page))
      figures.follow.push(await follow())
      await page.goBack()
      await page.locator('.lt-row a').first().waitFor()
      figures.again.push(await follow())

      /** Clicks a link; milliseconds until the target's row is on the screen. */
      async function follow(): Promise<number> {
        const from = await page.evaluate(() => {
          const now = performance.now()
          document.querySelector<HTMLElement>('.lt-row a')?.click()
          return now
        })
        return painted(page, '.wf-row-selected .wf-name[title*="receive-order"]', from)
      }
    })
  }
  console.log(
    [
      String(links).padEnd(7),
      `${median(figures.first).toFixed(0)} ms`.padEnd(10),
      `${median(figures.all).toFixed(0)} ms`.padEnd(13),
      `${median(figures.sort).toFixed(0)} ms`.padEnd(13),
      `${longest.toFixed(0)} ms`.padEnd(13),
      `${quantile(frames, 0.5).toFixed(1)}/${quantile(frames, 0.95).toFixed(1)} ms`.padEnd(21),
      `${median(figures.follow).toFixed(0)} / ${median(figures.again).toFixed(0)} ms`,
    ].join(' '),
  )
}
await server.stop()
