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
  let batch: Span[] = []
  for (const span of spans) {
    batch.push(span)
    if (batch.length < AT_ONCE) continue
    await send(server, protoOf(batch))
    batch = []
  }
  if (batch.length > 0) await send(server, protoOf(batch))
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
