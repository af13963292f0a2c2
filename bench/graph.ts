/** The link graph (sizes as arguments): from the click on its tab to the first box and to all sources resolved, layout and frame times, heap. */
import type { Page } from '@playwright/test'
import { startServer } from '../e2e/server.ts'
import { type LayoutAsk, layOut } from '../src/views/link-graph/layout/lay-out.ts'
import { fanIn } from '../src/testing/fan-in.ts'
import { Random } from '../src/testing/random.ts'
import { heapMegabytes, longestTask, painted, sendAll, withPage } from './browser.ts'
import { load, median, quantile } from './figures.ts'

const SIZES =
  process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 128, 1000, 10_000]
const RUNS = 3
const FRAMES = 100

console.log(load())
console.log('\nlayout in Node  causal  added to kept  timeline')
for (const size of [10, 100, 1000, 10_000]) {
  const ask = layered(size)
  const causal = timed(() => layOut(ask))
  const half = new Map([...layOut(ask).places].slice(0, size / 2))
  const added = timed(() => layOut({ ...ask, kept: half }))
  const timeline = timed(() => layOut({ ...ask, layout: 'timeline' }))
  console.log(
    [String(size).padEnd(15), ms(causal).padEnd(7), ms(added).padEnd(14), ms(timeline)].join(' '),
  )
}

const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
console.log(
  '\nsources  stacked  latency  first box  all resolved  longest task  pan frame p50/p95  heap',
)
for (const size of SIZES) {
  const { batch, sources } = fanIn(size, size)
  await sendAll(server, batch)
  await sendAll(server, [...sources].flat())
  const { traceId } = batch[0].ref
  await measure(size, traceId, { by: '', latency: 0 })
  if (size <= 1000) await measure(size, traceId, { by: '', latency: 50 })
  await measure(size, traceId, { by: 'by=nothing', latency: 0 })
}
await server.stop()
console.log(`\n${load()}`)

interface How {
  readonly by: string
  /** Added to each request, in ms. */
  readonly latency: number
}

async function measure(size: number, traceId: string, { by, latency }: How): Promise<void> {
  const first: number[] = []
  const all: number[] = []
  let longest = 0
  let heap = 0
  let frames: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await withPage(async (page) => {
      if (latency > 0) {
        await page.route('**/api/v1/**', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, latency))
          await route.continue()
        })
      }
      await page.goto(`${server.url}/trace/${traceId}?${by}`)
      await page.locator('.wf-row').first().waitFor()
      await longestTask(page)
      const since = await page.evaluate(() => {
        const from = performance.now()
        const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
        tabs.find((tab) => tab.textContent === 'Link graph')?.click()
        return from
      })
      first.push(await painted(page, '.lg-box-face', since))
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.lg [role=status]')].some(({ textContent }) =>
          textContent.includes('complete'),
        ),
      )
      all.push((await page.evaluate(() => performance.now())) - since)
      longest = Math.max(longest, await longestTask(page))
      frames = await panFrames(page)
      heap = await heapMegabytes(page)
    })
  }
  console.log(
    [
      String(size).padEnd(8),
      (by === '' ? 'yes' : 'no').padEnd(8),
      `${latency} ms`.padEnd(8),
      ms(median(first)).padEnd(10),
      ms(median(all)).padEnd(13),
      ms(longest).padEnd(13),
      `${quantile(frames, 0.5).toFixed(1)}/${quantile(frames, 0.95).toFixed(1)} ms`.padEnd(18),
      `${heap.toFixed(0)} MB`,
    ].join(' '),
  )
}

/** Turns the wheel once a frame; the frame times in ms, sorted. */
function panFrames(page: Page): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const node = document.querySelector('.lg-picture')
        const times: number[] = []
        let last = performance.now()
        const frame = (now: number) => {
          times.push(now - last)
          last = now
          const deltaY = times.length % 40 < 20 ? 24 : -24
          node?.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }))
          if (times.length > count) resolve(times.slice(1).sort((a, b) => a - b))
          else requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    FRAMES,
  )
}

/** A root with causes in three columns, each linked to one or two of the column before it, and some effects. */
function layered(size: number): LayoutAsk {
  const random = new Random(size)
  const columnOf = (i: number) => (i === 0 ? 0 : i % 5 === 0 ? 1 : -(1 + (i % 3)))
  const nodes = Array.from({ length: size }, (_, i) => {
    const x = i === 0 ? 0 : -random.int(Math.ceil(Math.sqrt(size) * 240))
    return { id: `n${i}`, height: 78, column: columnOf(i), extent: { x, width: 240 } }
  })
  const byColumn = Map.groupBy(nodes, ({ column }) => column)
  const edges = new Map<string, LayoutAsk['edges'][number]>()
  for (const { id, column } of nodes.slice(1)) {
    const nearer = byColumn.get(column > 0 ? column - 1 : column + 1) ?? [nodes[0]]
    for (let n = 0; n < 1 + random.int(2); n++) {
      const other = nearer[random.int(nearer.length)].id
      const [cause, effect] = column > 0 ? [other, id] : [id, other]
      const key = `${cause}>${effect}`
      edges.set(key, { id: key, cause, effect, causeAt: 0.5, effectAt: 0.5 })
    }
  }
  return { layout: 'causal', nodes, edges: [...edges.values()], kept: new Map() }
}

function timed(run: () => unknown): number {
  return median(
    Array.from({ length: RUNS }, () => {
      const from = performance.now()
      run()
      return performance.now() - from
    }),
  )
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}
