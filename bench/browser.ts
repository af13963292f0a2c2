import { readFileSync } from 'node:fs'
import { type Page, chromium } from '@playwright/test'
import { type RunningServer, send } from '../e2e/server.ts'
import type { Span } from '../src/model/span.ts'
import { protoOf } from '../src/testing/documents.ts'

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--js-flags=--expose-gc',
]
const AT_ONCE = 5000

/** Sends spans in requests of a size that exporters use. */
export async function sendAll(server: RunningServer, spans: Iterable<Span>): Promise<void> {
  await sendTo(server.otlp, spans)
}

/** The same to any receiver of OTLP/HTTP, by its address without a path. */
export async function sendTo(otlp: string, spans: Iterable<Span>): Promise<void> {
  let batch: Span[] = []
  for (const span of spans) {
    batch.push(span)
    if (batch.length < AT_ONCE) continue
    await send({ otlp }, protoOf(batch))
    batch = []
  }
  if (batch.length > 0) await send({ otlp }, protoOf(batch))
}

/** A fresh page that notes main-thread tasks over 50 ms, frames, and when an element first shows. */
export async function withPage<T>(run: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ARGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 860 } })
    await page.addInitScript(() => {
      const noted = { tasks: [] as number[] }
      Object.assign(window, { noted })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) noted.tasks.push(duration)
      }).observe({ type: 'longtask', buffered: true })
    })
    return await run(page)
  } finally {
    await browser.close()
  }
}

/** Longest main-thread task since the last call, in ms; 0: none over 50 ms. */
export async function longestTask(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // Long tasks are reported after the fact.
    await new Promise((resolve) => setTimeout(resolve, 200))
    const { noted } = window as unknown as { noted: { tasks: number[] } }
    return Math.max(0, ...noted.tasks.splice(0))
  })
}

/** A task of the page's main thread: by the clock, and what of it the processor spent; on a busy machine the two differ. */
export interface Task {
  readonly wall: number
  readonly cpu: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** Runs something, and gives with its result the task of the renderer's main thread that took the processor longest. */
export async function longestByCpu<T>(page: Page, run: () => Promise<T>): Promise<[T, Task]> {
  await beginTasks(page)
  const result = await run()
  return [result, await endTasks(page)]
}

/** The tasks from here to `endTasks` are noted. */
export async function beginTasks(page: Page): Promise<void> {
  await page
    .context()
    .browser()
    ?.startTracing(page, { categories: ['toplevel', '__metadata'] })
}

/** The task that took the processor longest since `beginTasks`. */
export async function endTasks(page: Page): Promise<Task> {
  const recorded = await page.context().browser()?.stopTracing()
  const { traceEvents } = JSON.parse(String(recorded)) as { traceEvents: TraceEvent[] }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  let longest: Task = { wall: 0, cpu: 0 }
  for (const { name, ph, pid, tid, dur = 0, tdur = 0 } of traceEvents) {
    if (ph !== 'X' || !name.endsWith('RunTask') || !mains.has(`${pid} ${tid}`)) continue
    if (tdur / 1000 > longest.cpu) longest = { wall: dur / 1000, cpu: tdur / 1000 }
  }
  return longest
}

/** By the clock, of tasks over 50 ms (0: there was none), then of the processor. */
export function taskText(wall: number, { cpu }: Pick<Task, 'cpu'>): string {
  return `${wall === 0 ? '≤ 50' : wall.toFixed(0)} / ${cpu.toFixed(0)}`
}

/** Memory of the page's process with its workers, in MB, that is not shared with others; NaN where /proc is not there. */
export async function processMegabytes(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  const answer = await session?.send('SystemInfo.getProcessInfo')
  const sizes = (answer?.processInfo ?? [])
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /RssAnon:\s+(\d+)/.exec(statusOf(id))?.[1])
  return Math.max(...sizes.map(Number)) / 1000
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

/** Milliseconds from now (or from navigation) to the frame after `selector` matches. */
export async function painted(page: Page, selector: string, since: number): Promise<number> {
  return page.evaluate(
    ([wanted, from]) =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector(wanted)
            ? requestAnimationFrame(() => resolve(performance.now() - from))
            : requestAnimationFrame(look)
        look()
      }),
    [selector, since] as const,
  )
}

/** Scrolls an element by `step` px a frame for `frames` frames; the frame times in ms, sorted. */
export async function scrollFrames(
  page: Page,
  selector: string,
  step: number,
  frames: number,
): Promise<number[]> {
  return page.evaluate(
    ([wanted, by, count]) =>
      new Promise<number[]>((resolve) => {
        const node = document.querySelector(wanted)
        const times: number[] = []
        let last = performance.now()
        const frame = (now: number) => {
          times.push(now - last)
          last = now
          node?.scrollBy(0, by)
          if (times.length > count) resolve(times.slice(1).sort((a, b) => a - b))
          else requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    [selector, step, frames] as const,
  )
}

export async function heapMegabytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    ;(globalThis as unknown as { gc?: () => void }).gc?.()
    const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } }
    return memory.usedJSHeapSize / 2 ** 20
  })
}
