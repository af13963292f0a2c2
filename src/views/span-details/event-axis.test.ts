import { expect, test } from 'vitest'
import { axisOf } from './event-axis.ts'

const event = (time: bigint, type = '') => ({
  time,
  name: 'e',
  attributes: type === '' ? [] : [{ key: 'exception.type', value: type }],
  droppedAttributes: 0,
})

test('events stand on the span’s time, exceptions told apart', () => {
  expect(axisOf({ start: 100n, end: 200n, events: [event(125n), event(200n, 'Oops')] })).toEqual({
    from: 0,
    length: 100,
    bar: { from: 0, to: 1 },
    marks: [
      { at: 0.25, name: 'e', failed: false },
      { at: 1, name: 'e', failed: true },
    ],
    left: 0,
  })
})

test('the axis reaches to events before the span began and after it ended', () => {
  const axis = axisOf({ start: 100n, end: 200n, events: [event(50n), event(250n)] })
  expect(axis).toMatchObject({ from: -50, length: 200, bar: { from: 0.25, to: 0.75 } })
  expect(axis?.marks.map(({ at }) => at)).toEqual([0, 1])
})

test('there is no axis without a time', () => {
  expect(axisOf({ start: 100n, end: 200n, events: [] })).toBeNull()
  expect(axisOf({ start: 100n, end: 200n, events: [event(0n)] })).toBeNull()
  expect(axisOf({ start: 100n, end: 100n, events: [event(100n)] })).toBeNull()
})
