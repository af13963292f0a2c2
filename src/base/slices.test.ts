import { expect, test } from 'vitest'
import { atOnce, inSlices } from './slices.ts'

function* counted(steps: number, onStep: () => void): Generator<void, string> {
  for (let i = 0; i < steps; i++) {
    onStep()
    yield
  }
  return 'done'
}

test('work in slices answers what it answers at one go', async () => {
  let steps = 0
  expect(
    await inSlices(
      counted(50, () => steps++),
      new AbortController().signal,
    ),
  ).toBe('done')
  expect(atOnce(counted(50, () => steps++))).toBe('done')
  expect(steps).toBe(100)
})

test('long work lets others run, and stops when it is aborted then', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort())
  // Without a turn for the timer this would never end.
  await expect(
    inSlices(
      counted(Infinity, () => {}),
      controller.signal,
    ),
  ).rejects.toThrow('abort')
})

test('nothing begins that is aborted already', async () => {
  let steps = 0
  await expect(
    inSlices(
      counted(1, () => steps++),
      AbortSignal.abort(),
    ),
  ).rejects.toThrow('abort')
  expect(steps).toBe(0)
})
