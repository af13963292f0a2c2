import { expect, it } from 'vitest'
import { SharedWork } from './shared-work.ts'

const never = new AbortController().signal
const ignore = () => {}

function* steps(count: number, onStep = ignore): Generator<number, string> {
  for (let i = 0; i < count; i++) {
    onStep()
    yield i / count
  }
  return 'done'
}

it('is done once, for all who wait', async () => {
  let count = 0
  const work = new SharedWork(steps(5, () => count++))
  expect(await Promise.all([work.wait(never, ignore), work.wait(never, ignore)])).toEqual([
    'done',
    'done',
  ])
  expect(await work.wait(never, ignore)).toBe('done')
  expect(count).toBe(5)
})

it('goes on for the others when one leaves', async () => {
  const work = new SharedWork(
    steps(3, () => {
      // Longer than a slice, so that who waits gets a turn.
      for (const until = performance.now() + 15; performance.now() < until;);
    }),
  )
  const leaving = new AbortController()
  const left = work.wait(leaving.signal, ignore)
  const told: number[] = []
  const stayed = work.wait(never, (done) => told.push(done))
  leaving.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  expect(await stayed).toBe('done')
  expect(told).toEqual([1 / 3, 2 / 3])
})

it('tells its progress in steps that are worth a message', async () => {
  // A slice that never ends would tell nobody; the first step is over its time.
  let first = true
  const told: number[] = []
  const work = new SharedWork(
    steps(1000, () => {
      if (!first) return
      first = false
      for (const until = performance.now() + 15; performance.now() < until;);
    }),
  )
  await work.wait(never, (done) => told.push(done))
  expect(told.length).toBeGreaterThan(10)
  expect(told.length).toBeLessThanOrEqual(50)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
})

it('ends for all when it is stopped, and fails for all when it fails', async () => {
  const endless = new SharedWork(steps(Infinity))
  const waiting = endless.wait(never, ignore)
  endless.stop()
  await expect(waiting).rejects.toThrow('abort')
  const failing = new SharedWork(
    steps(1, () => {
      throw new Error('broken')
    }),
  )
  await expect(failing.wait(never, ignore)).rejects.toThrow('broken')
})
