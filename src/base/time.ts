/** Nanoseconds since the Unix epoch, exact. At boundaries only: inside a trace use {@link Nanos}. */
export type EpochNanos = bigint

/** An offset or duration in nanoseconds as a double: exact up to 2^53 ns, about 104 days. */
export type Nanos = number

export const MICROSECOND: Nanos = 1e3
export const MILLISECOND: Nanos = 1e6
export const SECOND: Nanos = 1e9
export const MINUTE: Nanos = 60e9
export const HOUR: Nanos = 3600e9
export const DAY: Nanos = 86_400e9

/** Largest time that OTLP can carry (fixed64). */
export const MAX_EPOCH_NANOS: EpochNanos = (1n << 64n) - 1n

/** Signed distance `to − from`; saturates in precision (not in range) beyond 104 days. */
export function nanosBetween(from: EpochNanos, to: EpochNanos): Nanos {
  return Number(to - from)
}

export function epochNanosFromMillis(ms: number): EpochNanos {
  return BigInt(Math.round(ms)) * 1_000_000n
}

/** Whole milliseconds, for `Date`; rounds towards the past. */
export function millisFromEpochNanos(time: EpochNanos): number {
  return Number(time / 1_000_000n)
}

/** Decimal digits, 0 … 2^64−1. Anything else, a float or a sign included, is null. */
export function parseEpochNanos(text: string): EpochNanos | null {
  if (!/^\d{1,20}$/.test(text)) return null
  const time = BigInt(text)
  return time > MAX_EPOCH_NANOS ? null : time
}
