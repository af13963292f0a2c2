import { expect, it } from 'vitest'
import { timeAction } from './time-keys.ts'

const window = { from: 4000, to: 6000 }
const act = (key: string, shiftKey = false) => timeAction({ key, shiftKey }, window, 10_000)

it('Shift and an arrow pan by a tenth of what is in sight', () => {
  expect(act('ArrowRight', true)).toEqual({ from: 4200, to: 6200 })
  expect(act('ArrowLeft', true)).toEqual({ from: 3800, to: 5800 })
})
it('plus and minus zoom about the middle, with and without Shift', () => {
  for (const key of ['+', '=']) expect(act(key)?.from).toBeCloseTo(4333.3, 0)
  for (const key of ['-', '_']) expect(act(key, true)).toEqual({ from: 3500, to: 6500 })
})
it('other keys are the tree’s', () => {
  expect(act('ArrowRight')).toBeNull()
  expect(act('ArrowDown', true)).toBeNull()
})
