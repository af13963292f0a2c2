/** The Links tab with 128, 1,000 and 10,000 links: shown, sorted, grouped, scrolled; and the way from a click on a link to its painted target. */
import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import { startServer } from '../e2e/server.ts'
import { fanIn } from '../src/testing/fan-in.ts'
import {
  beginTasks,
  endTasks,
  longestTask,
  painted,
  scrollFrames,
  sendAll,
  taskText,
  withPage,
} from './browser.ts'
import { load, median, quantile } from './figures.ts'
import { report, spread, table } from './report.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '128,1000,10000' },
    runs: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
})
const SIZES = options.sizes.split(',').map(Number)
const RUNS = Number(options.runs)
const TARGET = '.wf-row-selected .wf-name[title*="receive-order"]'

console.log(load())
const rows: string[][] = []
for (const links of SIZES) {
  // A store that holds nothing else.
  const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
  const { batch, processBatch, sources } = fanIn(links, links)
  await sendAll(server, batch)
  await sendAll(server, [...sources].flat())
  const times: Record<string, number[]> = {}
  const note = (what: string, ms: number) => (times[what] ??= []).push(ms)
  const walls: number[] = []
  const cpus: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await withPage(async (page) => {
      const { traceId, spanId } = processBatch
      await page.goto(`${server.url}/trace/${traceId}?span=${spanId}`)
      await page.locator('.wf-row-selected').waitFor()
      // What the app loads in its idle time is no part of this.
      await page.waitForTimeout(1200)
      await longestTask(page)
      await beginTasks(page)
      const since = await click(page, '[role=tab]', 'Links')
      note('tab', await painted(page, '.lt-row', since))
      await page.waitForFunction(
        () => !document.querySelector('.lk-progress')?.textContent.includes('resolved'),
      )
      note('all', (await page.evaluate(() => performance.now())) - since)
      note('sort', await nextFrame(page, await click(page, '.lt-sort', 'Waited')))
      const grouped = await chooseGroup(page)
      note('group', await painted(page, '.lt-group', grouped))
      await page.locator('.lk-group select').selectOption({ index: 0 })
      await page.locator('.lt-group').first().waitFor({ state: 'detached' })
      note('frames', quantile(await scrollFrames(page, '.lt', 300, 100), 0.95))
      walls.push(await longestTask(page))
      cpus.push((await endTasks(page)).cpu)

      note('follow', await painted(page, TARGET, await click(page, '.lt-row a')))
      await page.goBack()
      await page.locator('.lt-row a').first().waitFor()
      note('again', await painted(page, TARGET, await click(page, '.lt-row a')))
      await page.goBack()
      await page.locator('.lt-row a').nth(3).hover()
      await page.waitForTimeout(500)
      note('pointed', await painted(page, TARGET, await click(page, '.lt-row a', '', 3)))
    })
  }
  const of = (what: string) => spread(times[what])
  rows.push([
    String(links),
    of('tab'),
    of('all'),
    of('sort'),
    of('group'),
    median(times.frames).toFixed(1),
    taskText(median(walls), { cpu: median(cpus) }),
    of('follow'),
    of('pointed'),
    of('again'),
  ])
  console.log(rows[rows.length - 1].join(' | '))
  await server.stop()
}
report(
  'links',
  [
    `Medians of ${RUNS}, in ms, with the least and the most.`,
    table(
      [
        'links',
        'click to first row',
        'all resolved',
        'sort by wait',
        'group',
        'scroll, frame p95',
        'longest task, by the clock / of the processor',
        'follow: not seen before',
        'pointed at before',
        'seen before',
      ],
      rows,
    ),
  ],
  options.write,
)

/** Clicks in the page, without the way of the test's own messages; the time in the page before. */
function click(page: Page, selector: string, text = '', nth = 0): Promise<number> {
  return page.evaluate(
    ([selector, text, nth]) => {
      const now = performance.now()
      const found = [...document.querySelectorAll<HTMLElement>(selector)]
      found.filter(({ textContent }) => textContent.startsWith(text))[nth].click()
      return now
    },
    [selector, text, nth] as const,
  )
}

/** Groups by the first column that there is. */
function chooseGroup(page: Page): Promise<number> {
  return page.evaluate(() => {
    const now = performance.now()
    const select = document.querySelector<HTMLSelectElement>('.lk-group select')
    if (!select) throw new Error('there is nothing to group by')
    select.selectedIndex = 1
    select.dispatchEvent(new Event('change', { bubbles: true }))
    return now
  })
}

function nextFrame(page: Page, since: number): Promise<number> {
  return page.evaluate(
    (from) =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
      }),
    since,
  )
}
