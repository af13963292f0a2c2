import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ArrivalNotice } from '../sources/source.ts'
import { drawnTraceId } from '../testing/trace-notation.ts'
import { gatherNotices } from './gather-notices.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const notice = (label: string, newTraces = 1): ArrivalNotice => ({
  newTraces,
  traceIds: [drawnTraceId(label)],
  linkedTraceIds: [drawnTraceId(`${label}-linked`)],
  all: false,
})

it('the first notice is handed on at once, those after it together', () => {
  const heard: ArrivalNotice[] = []
  const { add } = gatherNotices((told) => heard.push(told))
  for (const label of ['a', 'b', 'c', 'b']) add(notice(label))
  expect(heard).toHaveLength(1)
  vi.advanceTimersByTime(1000)
  expect(heard).toHaveLength(2)
  expect(heard[1]).toEqual({
    newTraces: 3,
    traceIds: [drawnTraceId('b'), drawnTraceId('c')],
    linkedTraceIds: [drawnTraceId('b-linked'), drawnTraceId('c-linked')],
    all: false,
  })
})

it('a steady stream is heard once a second, and nothing of it is lost', () => {
  let traces = 0
  let times = 0
  const { add } = gatherNotices(({ newTraces }) => {
    traces += newTraces
    times++
  })
  for (let i = 0; i < 100; i++) {
    add(notice(`t${i}`))
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(1000)
  expect(traces).toBe(100)
  expect(times).toBeLessThanOrEqual(12)
})

it('nothing is told after the end', () => {
  const heard = vi.fn<() => void>()
  const gatherer = gatherNotices(heard)
  gatherer.add(notice('a'))
  gatherer.add(notice('b'))
  gatherer.dispose()
  vi.advanceTimersByTime(5000)
  expect(heard).toHaveBeenCalledOnce()
})
