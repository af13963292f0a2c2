import { describe, expect, test } from 'vitest'
import type { SpanEvent } from '../../model/span.ts'
import { byTime, eventOffset } from './event-time.ts'

function event(time: bigint, name = ''): SpanEvent {
  return { time, name, attributes: [], droppedAttributes: 0 }
}

describe('eventOffset', () => {
  const start = 1_700_000_000_000_000_000n
  const span = { start, end: start + 50_000_000n }

  test.each([
    [0n, '+0 ns', null],
    [12_000_000n, '+12 ms', null],
    [12_345n, '+12.3 µs', null],
    [50_000_000n, '+50 ms', null],
    [50_000_001n, '+50 ms', 'After the span ended'],
    [-3_000_000n, '−3 ms', 'Before the span starts'],
  ])('%d ns from the start is %j', (offset, text, note) => {
    expect(eventOffset(span, event(start + offset))).toEqual({ text, note })
  })

  test('an event without a time says so', () => {
    expect(eventOffset(span, event(0n)).note).toBe('The sender set no time')
  })

  test('nothing is after a span whose end is unknown', () => {
    expect(eventOffset({ start, end: 0n }, event(start + 1n)).note).toBeNull()
  })
})

test('events are in the order of time, and of sending where that is the same', () => {
  const events = [event(3n, 'c'), event(1n, 'a'), event(3n, 'd'), event(2n, 'b')]
  expect(byTime(events).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
})
