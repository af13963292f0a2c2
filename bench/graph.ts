/** The link graph of a batch with 10,000 sources: making it, stacking it, and the longest time without a pause. */
import { performance } from 'node:perf_hooks'
import { fanIn } from '../src/testing/fan-in.ts'
import { outlineHere, sourceOf } from '../src/testing/graph-driver.ts'
import { DEFAULT_ITEMS } from '../src/model/link-graph/graph-items.ts'
import { FIRST_GOAL } from '../src/model/link-graph/goal.ts'
import { absorbInSlices, startGraph } from '../src/model/link-graph/graph.ts'
import { itemsInSlices } from '../src/model/link-graph/items.ts'
import type { LinkGraph } from '../src/model/link-graph/link-graph.ts'
import type { Answer } from '../src/model/link-graph/step.ts'
import { findInGraph } from '../src/model/link-graph/find.ts'
import { answerStep } from '../src/sources/answer-step.ts'
import { load, median } from './figures.ts'

const SIZES = [128, 1_000, 10_000]
const RUNS = 7
const { signal } = new AbortController()

console.log(load())
console.log('links   what                          median     longest piece')
for (const links of SIZES) {
  const { batch, sources } = fanIn(links, links)
  const source = await sourceOf([...batch, ...[...sources].flat()])
  const root = { traceId: batch[0].ref.traceId, spanId: null }
  const begun = startGraph(root, { linkedFrom: 'index', resolveAtOnce: 1000 }, FIRST_GOAL)
  const read = await answers(begun)
  const after = measure(links, 'absorb the batch', () => absorbInSlices(begun, read))
  const resolved = await answers(after)
  const whole = measure(links, 'absorb all sources', () => absorbInSlices(after, resolved))
  measure(links, 'absorb one more answer', () => absorbInSlices(whole, []))
  measure(links, 'items, stacked', () => itemsInSlices(whole, {}))
  measure(links, 'items, each a box', () =>
    itemsInSlices(whole, { ...DEFAULT_ITEMS, by: 'nothing' }),
  )
  measure(links, 'find an order', function* () {
    yield
    return findInGraph(whole, 'order.id=77')
  })

  async function answers({ wanted }: LinkGraph): Promise<Answer[]> {
    return Promise.all(wanted.map((step) => answerStep(source, outlineHere, step, signal)))
  }
}
console.log(load())

/** Runs work with pauses to its end, several times; the result of the last. */
function measure<T>(links: number, what: string, work: () => Iterator<void, T>): T {
  const times: number[] = []
  const pieces: number[] = []
  let result: T
  do {
    const steps = work()
    let total = 0
    let longest = 0
    for (;;) {
      const since = performance.now()
      const step = steps.next()
      const took = performance.now() - since
      total += took
      longest = Math.max(longest, took)
      if (!step.done) continue
      result = step.value
      break
    }
    times.push(total)
    pieces.push(longest)
  } while (times.length < RUNS)
  const ms = (value: number) => `${value.toFixed(1)} ms`
  console.log(
    [
      String(links).padEnd(7),
      what.padEnd(29),
      ms(median(times)).padEnd(10),
      `${ms(median(pieces))}, first ${ms(pieces[0])}`,
    ].join(' '),
  )
  return result
}
