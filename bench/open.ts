/**
 * From navigation to the first row of a trace, in a browser that has just been started, beside what nobody can do without: our own start,
 * and fetching the trace as OTLP JSON and parsing it. `--url-b` opens the same in another viewer. See README.md.
 */
import { parseArgs } from 'node:util'
import { startServer } from '../e2e/server.ts'
import { serve } from '../e2e/serve.ts'
import { buildTrace, groupByTrace } from '../src/model/trace-builder.ts'
import { tableBuffers } from '../src/model/trace-table.ts'
import type { Span } from '../src/model/span.ts'
import { decodeProto } from '../src/otlp/decode-proto.ts'
import { bigTraceSpans } from '../src/testing/big-trace.ts'
import { protoOf } from '../src/testing/documents.ts'
import { fakeJaeger } from '../src/testing/fake-jaeger.ts'
import { fakeTempo } from '../src/testing/fake-tempo.ts'
import {
  type Task,
  longestByCpu,
  longestTask,
  painted,
  processMegabytes,
  scrollFrames,
  sendAll,
  sendTo,
  taskText,
  withPage,
} from './browser.ts'
import { load, median, quantile } from './figures.ts'
import { fit, report, spread, table } from './report.ts'
import { plot } from './server/plot.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,50000,100000,1000000' },
    sources: { type: 'string', default: 'local,jaeger,tempo' },
    runs: { type: 'string', default: '5' },
    'url-b': { type: 'string' },
    'row-b': { type: 'string', default: '.span-row' },
    'otlp-b': { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const SIZES = options.sizes.split(',').map(Number)
const RUNS = Number(options.runs)
/** A larger trace as JSON is a longer text than the engine can hold; it is opened from the local source alone. */
const MOST_JSON = 200_000
const ROW = '.wf-row'

interface Opening {
  readonly first: number
  readonly wall: number
  readonly task: Task
  readonly memory: number
}

/** One place to open traces at. */
interface Way {
  readonly name: string
  readonly row: string
  readonly urlOf: (traceId: string) => string
}

interface Result {
  readonly size: number
  readonly way: string
  readonly one: number[]
  readonly parse: number[]
  readonly big: Opening[]
}

console.log(load())
const results: Result[] = []
const scrolls: string[][] = []
const columns: string[][] = []
for (const size of SIZES) await measure(size)
show()

async function measure(size: number): Promise<void> {
  const whole = size <= MOST_JSON
  const one = [...bigTraceSpans({ spans: 1, seed: 3 })]
  const make = () => bigTraceSpans({ spans: size, seed: size })
  const big: readonly Span[] = whole ? [...make()] : []
  const [{ ref: root }] = make()
  if (whole) columns.push(columnsOf(big))
  await using cleanup = new AsyncDisposableStack()
  const jaeger = await held(fakeJaeger([...one, ...big], '2.20').fetch)
  cleanup.defer(jaeger.stop)
  const tempo = await held(fakeTempo([...one, ...big]).fetch)
  cleanup.defer(tempo.stop)
  const server = await startServer(
    '--memory',
    '--no-sample',
    '--retention',
    '36500d',
    '--source',
    `jaeger=${jaeger.origin}`,
    '--source',
    `tempo=${tempo.origin}`,
  )
  cleanup.defer(() => server.stop())
  await sendAll(server, one)
  await sendAll(server, whole ? big : make())
  if (options['otlp-b'] !== undefined) {
    await sendTo(options['otlp-b'], one)
    await sendTo(options['otlp-b'], whole ? big : make())
  }
  const ways: Way[] = options.sources
    .split(',')
    .filter((name) => whole || name === 'local')
    .map((name) => ({
      name,
      row: ROW,
      urlOf: (id) => `${server.url}/trace/${id}${name === 'local' ? '' : `?source=${name}`}`,
    }))
  const other = options['url-b']
  if (other !== undefined) {
    const urlOf = (id: string) => other.replaceAll('{traceId}', id)
    ways.push({ name: 'B', row: options['row-b'], urlOf })
  }
  const own = ways.map(({ name }): Result => ({ size, way: name, one: [], parse: [], big: [] }))
  results.push(...own)
  // Run by run and not way by way, so that all ways meet the same moods of the machine.
  for (let run = 0; run < RUNS; run++) {
    const parse = whole ? await fetchAndParse(jaeger.origin, root.traceId) : NaN
    for (const [i, way] of ways.entries()) {
      own[i].parse.push(parse)
      own[i].one.push((await open(way, one[0].ref.traceId)).first)
      own[i].big.push(await open(way, root.traceId))
    }
    console.log(`${size} spans, run ${run + 1}: ${own.map(shortly).join('; ')}`)
  }
  if (size >= 100_000) scrolls.push([String(size), ...(await scrolled(ways[0], root.traceId))])
}

function shortly({ way, big }: Result): string {
  return `${way} ${big.at(-1)?.first.toFixed(0)} ms`
}

/** Answers of a staged source, made once: what is measured is not its making. */
async function held(answer: typeof fetch) {
  const kept = new Map<string, { bytes: ArrayBuffer; status: number; type: string }>()
  return serve(async ({ url, headers }) => {
    const { pathname, search } = new URL(url)
    const key = `${headers.get('accept')} ${pathname}${search}`
    let entry = kept.get(key)
    if (!entry) {
      const made = await answer(new URL(pathname + search, 'http://staged'), { headers })
      const type = made.headers.get('content-type') ?? ''
      entry = { bytes: await made.arrayBuffer(), status: made.status, type }
      kept.set(key, entry)
    }
    return new Response(entry.bytes, {
      status: entry.status,
      headers: { 'content-type': entry.type },
    })
  })
}

function open({ urlOf, row }: Way, traceId: string): Promise<Opening> {
  return withPage(async (page) => {
    const [[first, wall], task] = await longestByCpu(page, async () => {
      await page.goto(urlOf(traceId), { waitUntil: 'commit' })
      const ms = await painted(page, row, 0)
      return [ms, await longestTask(page)]
    })
    return { first, wall, task, memory: await processMegabytes(page) }
  })
}

/** The floor's part that grows with the trace, in a page of the same origin. */
function fetchAndParse(origin: string, traceId: string): Promise<number> {
  return withPage(async (page) => {
    await page.goto(`${origin}/api/v3/services`)
    // Made before it is measured.
    const url = `${origin}/api/v3/traces/${traceId}`
    await fetch(url, { headers: { accept: '*/*' } }).then((answer) => answer.arrayBuffer())
    return page.evaluate(async (url) => {
      const from = performance.now()
      JSON.parse(await (await fetch(url)).text())
      return performance.now() - from
    }, url)
  })
}

function scrolled({ urlOf }: Way, traceId: string): Promise<string[]> {
  return withPage(async (page) => {
    await page.goto(urlOf(traceId))
    await page.locator(ROW).first().waitFor({ timeout: 120_000 })
    await longestTask(page)
    const [frames, task] = await longestByCpu(page, () =>
      scrollFrames(page, '.wf-scroll', 400, 200),
    )
    const wall = await longestTask(page)
    const memory = await processMegabytes(page)
    const [p50, p95] = [quantile(frames, 0.5), quantile(frames, 0.95)]
    return [`${p50.toFixed(1)} / ${p95.toFixed(1)}`, taskText(wall, task), memory.toFixed(0)]
  })
}

/** Bytes a span: the columns that the page gets, and the document that the worker keeps. */
function columnsOf(spans: readonly Span[]): string[] {
  const document = protoOf([...spans])
  const batch = decodeProto(document)
  const { traceId } = spans[0].ref
  const { table } = buildTrace(batch, traceId, groupByTrace(batch).get(traceId)!)
  const bytes = tableBuffers(table).reduce((sum, { byteLength }) => sum + byteLength, 0)
  const a = (total: number) => (total / spans.length).toFixed(0)
  return [String(spans.length), a(bytes), a(document.length)]
}

function show(): void {
  const rows = results.map(({ size, way, one, parse, big }) => {
    const floor = median(one) + median(parse)
    const first = big.map((opening) => opening.first)
    const cpu = median(big.map(({ task }) => task.cpu))
    return [
      String(size),
      way,
      spread(one),
      Number.isNaN(floor) ? '–' : spread(parse),
      spread(first),
      Number.isNaN(floor) ? '–' : (median(first) / floor).toFixed(2),
      taskText(median(big.map(({ wall }) => wall)), { cpu }),
      median(big.map(({ memory }) => memory)).toFixed(0),
    ]
  })
  const head = [
    'spans',
    'source',
    'start: a trace of one span, ms',
    'fetch + `JSON.parse`, ms',
    'first row, ms',
    '× (start + fetch + parse)',
    'longest task, ms by the clock / of the processor',
    'process, MB',
  ]
  const ways = [...new Set(results.map(({ way }) => way))]
  const lines = ways.map((way) => ({
    name: `first row, ${way}`,
    points: results
      .filter((result) => result.way === way)
      .map(({ size, big }) => [size, median(big.map(({ first }) => first))] as const),
  }))
  const parses = results.filter(({ way, parse }) => way === 'local' && !Number.isNaN(parse[0]))
  lines.push({
    name: 'fetch + JSON.parse alone',
    points: parses.map(({ size, parse }) => [size, median(parse)] as const),
  })
  const growth = lines
    .filter(({ points }) => points.length > 1)
    .map(({ name, points }) => {
      const { slope, intercept } = fit(points)
      return [name, `${intercept.toFixed(0)} ms`, `${(slope * 1000).toFixed(1)} µs`]
    })
  const title = 'First row after navigation by the number of spans'
  const picture = plot(
    title,
    'spans',
    'ms',
    lines.filter(({ points }) => points.length > 0),
  )
  report(
    'open',
    [
      table(head, rows),
      `Medians of ${RUNS}, with the least and the most. How it grows (least squares over the medians):`,
      table(['', 'whatever the trace', 'a span'], growth),
      ...(scrolls.length > 0
        ? [
            table(
              ['spans', 'scroll: frame p50 / p95, ms', 'longest task, ms', 'process, MB'],
              scrolls,
            ),
          ]
        : []),
      table(['spans', 'columns in the page, bytes a span', 'document in the worker'], columns),
      `![${title}](images/performance-open.svg)`,
    ],
    options.write,
    { 'performance-open.svg': picture },
  )
}
