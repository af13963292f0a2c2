import type { EpochNanos, Nanos } from '../base/time.ts'
import type { ProblemList } from './problem-list.ts'
import { type SpanBatch, timeAt } from './span-batch.ts'

/** Beyond this many nanoseconds a double no longer holds every one of them. */
const EXACT_NANOS = Number.MAX_SAFE_INTEGER
const HIGH_LANE = 2 ** 32

/** The indices of spans by start, then by arrival. A start of 0, which means that it is unknown, comes first. */
export function inStartOrder({ start }: SpanBatch, indices: Uint32Array): Uint32Array {
  const byStart = (a: number, b: number) =>
    start[2 * a + 1] - start[2 * b + 1] || start[2 * a] - start[2 * b]
  let sorted = true
  for (let i = 1; i < indices.length && sorted; i++)
    sorted = byStart(indices[i - 1], indices[i]) <= 0
  return sorted ? indices : indices.toSorted((a, b) => byStart(a, b) || a - b)
}

export interface Clock {
  readonly origin: EpochNanos
  /** From the origin to the latest end. */
  readonly total: Nanos
  /** Offsets and durations by position. */
  readonly start: Float64Array
  readonly duration: Float64Array
}

/**
 * Offsets from the earliest known start; a span without one (OTLP expects it to be set) sits at the origin. `indices` are
 * in start order. In two lanes a difference is exact to 2^53, as it is with bigints, and makes no object.
 */
export function readClock(batch: SpanBatch, indices: Uint32Array, problems: ProblemList): Clock {
  const n = indices.length
  const { start: begun, end: ended } = batch
  let known = 0
  while (known < n && isUnset(begun, indices[known])) known++
  const origin = known < n ? indices[known] : -1
  const start = new Float64Array(n)
  const duration = new Float64Array(n)
  let total = 0
  for (let at = 0; at < n; at++) {
    const i = indices[at]
    if (at < known) problems.add('no start time', at)
    else {
      start[at] = between(begun, origin, begun, i)
      const length = between(begun, i, ended, i)
      if (length < 0) problems.add('ends before it starts', at)
      else duration[at] = length
    }
    const end = start[at] + duration[at]
    if (end > EXACT_NANOS) problems.add('longer than 104 days', at)
    if (end > total) total = end
  }
  return { origin: origin < 0 ? 0n : timeAt(begun, origin), total, start, duration }
}

function isUnset(lanes: Uint32Array, i: number): boolean {
  return lanes[2 * i] === 0 && lanes[2 * i + 1] === 0
}

function between(from: Uint32Array, i: number, to: Uint32Array, j: number): Nanos {
  return (to[2 * j + 1] - from[2 * i + 1]) * HIGH_LANE + (to[2 * j] - from[2 * i])
}
