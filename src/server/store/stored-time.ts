import type { EpochNanos } from '../../base/time.ts'

const OFFSET = 1n << 63n
const MAX_INT64 = OFFSET - 1n

/**
 * SQLite's integers are signed. A time is stored as itself − 2^63, which maps 0 … 2^64−1 onto all of int64 and keeps the
 * order, so that an index and `<` are right for every time that OTLP can carry.
 */
export function storedTime(time: EpochNanos): bigint {
  return time - OFFSET
}

export function timeOfStored(stored: bigint): EpochNanos {
  return stored + OFFSET
}

/** A duration for sorting and filtering; those over 292 years count as 292 years. */
export function storedDuration(start: EpochNanos, end: EpochNanos): bigint {
  const duration = end - start
  return duration < 0n ? 0n : clampDuration(duration)
}

export function clampDuration(duration: bigint): bigint {
  return duration > MAX_INT64 ? MAX_INT64 : duration
}
