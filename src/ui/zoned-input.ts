import { type TimeZone, formatClock, formatDate } from '../base/format.ts'
import { epochNanosFromMillis } from '../base/time.ts'

/** Milliseconds since the epoch as the value of an `<input type="datetime-local">` in this zone; empty for an empty text. */
export function inputFromMillis(millis: string, zone: TimeZone): string {
  if (!/^\d{1,14}$/.test(millis)) return ''
  const time = epochNanosFromMillis(Number(millis))
  return `${formatDate(time, zone)}T${formatClock(time, { zone, precision: 's' })}`
}

/** The way back. A local time that a clock change skips or repeats means what `Date` takes it for. */
export function millisFromInput(value: string, zone: TimeZone): string {
  const millis = Date.parse(zone === 'utc' ? `${value}Z` : value)
  return Number.isNaN(millis) ? '' : String(Math.max(0, millis))
}
