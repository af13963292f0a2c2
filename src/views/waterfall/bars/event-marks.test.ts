import { expect, test } from 'vitest'
import { timeScale } from '../../../canvas/time-scale.ts'
import { marksOf } from './event-marks.ts'

const event = (at: number) => ({ at, name: `at ${at}` })
const scale = timeScale(100, 200, 1000)

test('events stand where the axis has their time, and those out of sight nowhere', () => {
  const marks = marksOf([event(150), event(99), event(100), event(201), event(200)], scale, 1000)
  expect(marks.map(({ x, first, more }) => [x, first.name, more])).toEqual([
    [0, 'at 100', 0],
    [500, 'at 150', 0],
    [1000, 'at 200', 0],
  ])
})

test('of events that would lie on each other the first stands for all, however many there are', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => event(100 + i / 100))
  const marks = marksOf(many, scale, 1000)
  expect(marks.length).toBeLessThanOrEqual(1000 / 6 + 1)
  expect(marks.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(10_000)
})
