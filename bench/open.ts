/** Opening and scrolling traces of 1k, 10k and 100k spans, beside fetch + JSON.parse of the same trace. */
import { startServer } from '../e2e/server.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { heapMegabytes, longestTask, painted, scrollFrames, sendAll, withPage } from './browser.ts'
import { median, quantile } from './figures.ts'

const SIZES = [1000, 10_000, 100_000]
const RUNS = 3

const server = await startServer('--memory', '--no-sample', '--retention', '36500d')
console.log(
  'spans    first row  parse alone  ratio  longest task: open  scroll  frame p50/p95  heap',
)
for (const spans of SIZES) {
  const all = [...bigTraceSpans({ spans, seed: spans })]
  const { traceId } = all[0].ref
  await sendAll(server, all)
  const rows: number[] = []
  const parses: number[] = []
  let open = 0
  let scroll = 0
  let frames: number[] = []
  let heap = 0
  for (let run = 0; run < RUNS; run++) {
    await withPage(async (page) => {
      await page.goto(`${server.url}/icon.svg`)
      parses.push(
        await page.evaluate(async (url) => {
          const from = performance.now()
          JSON.parse(await (await fetch(url)).text())
          return performance.now() - from
        }, `${server.url}/api/v1/traces/${traceId}`),
      )
    })
    await withPage(async (page) => {
      await page.goto(`${server.url}/trace/${traceId}`, { waitUntil: 'commit' })
      rows.push(await painted(page, '.wf-row', 0))
      open = Math.max(open, await longestTask(page))
      frames = await scrollFrames(page, '.wf-scroll', 400, 200)
      scroll = Math.max(scroll, await longestTask(page))
      heap = await heapMegabytes(page)
    })
  }
  const [row, parse] = [median(rows), median(parses)]
  console.log(
    [
      String(spans).padEnd(8),
      `${row.toFixed(0)} ms`.padEnd(10),
      `${parse.toFixed(0)} ms`.padEnd(12),
      (row / parse).toFixed(2).padEnd(6),
      `${open.toFixed(0)} ms`.padEnd(19),
      `${scroll.toFixed(0)} ms`.padEnd(7),
      `${quantile(frames, 0.5).toFixed(1)}/${quantile(frames, 0.95).toFixed(1)} ms`.padEnd(14),
      `${heap.toFixed(0)} MB`,
    ].join(' '),
  )
}
await server.stop()
