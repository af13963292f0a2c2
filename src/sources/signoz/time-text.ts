import { MAX_EPOCH_NANOS, type EpochNanos } from '../../base/time.ts'
import { BadValue, quoted } from '../../otlp/json-values.ts'

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/** An RFC 3339 time with up to nine digits below the second, exact. @throws BadValue */
export function nanosOfTime(value: unknown): EpochNanos {
  const [, seconds, fraction = '', zone] =
    (typeof value === 'string' ? RFC3339.exec(value) : null) ?? []
  const millis = Date.parse(`${seconds}${zone}`)
  if (seconds === undefined || Number.isNaN(millis)) {
    throw new BadValue(`timestamp ${quoted(value)} is not a time`)
  }
  const time = BigInt(millis) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
  if (time < 0n || time > MAX_EPOCH_NANOS) throw new BadValue('timestamp is out of range')
  return time
}
