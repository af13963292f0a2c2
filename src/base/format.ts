import {
  DAY,
  type EpochNanos,
  HOUR,
  MICROSECOND,
  MILLISECOND,
  MINUTE,
  type Nanos,
  SECOND,
  millisFromEpochNanos,
} from './time.ts'

/*
 * Numbers as text, the same on every machine: no Intl, whose output depends on the locale and on the engine's data.
 */

/** Three significant digits, whole from 100 on, no trailing zeros: a figure is read at a glance, not copied. */
function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

function padded(value: number | bigint, digits: number): string {
  return String(value).padStart(digits, '0')
}

/** `44 ms`, `1.84 s`, `31 m 40 s`, `2 h 05 m`, `1 d 4 h`. A negative duration has a minus sign (U+2212). */
export function formatDuration(nanos: Nanos): string {
  const size = Math.round(Math.abs(nanos))
  return nanos < 0 && size > 0 ? `−${sizeText(size)}` : sizeText(size)
}

function sizeText(size: Nanos): string {
  if (size < MICROSECOND) return `${size} ns`
  // Rounding comes before the choice of the unit: 999.7 ms is 1 s, not 1000 ms.
  const micros = rounded(size / MICROSECOND)
  if (micros < 1000) return `${micros} µs`
  const millis = rounded(size / MILLISECOND)
  if (millis < 1000) return `${millis} ms`
  const seconds = rounded(size / SECOND)
  if (seconds < 60) return `${seconds} s`
  const wholeSeconds = Math.round(size / SECOND)
  if (wholeSeconds < 3600) return twoUnits(wholeSeconds, 60, 'm', 's', 2)
  const minutes = Math.round(size / MINUTE)
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 'm', 2)
  return twoUnits(Math.round(size / HOUR), 24, 'd', 'h', 1)
}

function twoUnits(count: number, base: number, large: string, small: string, pad: number): string {
  const rest = count % base
  const head = `${Math.floor(count / base)} ${large}`
  return rest === 0 ? head : `${head} ${padded(rest, pad)} ${small}`
}

const UNITS: Record<string, Nanos> = {
  ns: 1,
  us: MICROSECOND,
  // Two code points look alike: the micro sign and the Greek letter.
  '\u00b5s': MICROSECOND,
  '\u03bcs': MICROSECOND,
  ms: MILLISECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
}

/**
 * What a person types into a form: `300ms`, `1.5s`, `1h30m`, `2 h 05 m`, in whole nanoseconds.
 * Null when it is anything else, a number without a unit or a negative one included.
 */
export function parseDuration(text: string): Nanos | null {
  const part = /\s*(\d+(?:\.\d+)?|\.\d+)\s*(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d)\s*/y
  let total = 0
  let at = 0
  while (at < text.length) {
    part.lastIndex = at
    const match = part.exec(text)
    if (!match) return null
    total += Number(match[1]) * UNITS[match[2]]
    at = part.lastIndex
  }
  return at > 0 && Number.isFinite(total) ? Math.round(total) : null
}

/** `1,234,567` */
export function formatCount(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** `512 B`, `1.5 KiB`, `20 MiB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  let value = bytes
  for (const unit of units) {
    if (rounded(value) < 1024) return `${rounded(value)} ${unit}`
    value /= 1024
  }
  return `${rounded(value)} TiB`
}

export type TimeZone = 'local' | 'utc'

export interface ClockFormat {
  readonly zone: TimeZone
  /** Digits after the second: none, 3 (the default) or 9. Cut off, not rounded: a time never moves ahead. */
  readonly precision?: 's' | 'ms' | 'ns'
}

export interface TimeFormat extends ClockFormat {
  /** False: the time of day alone. */
  readonly date?: boolean
}

/** `2026-11-22 14:00:00.214` */
export function formatTime(time: EpochNanos, format: TimeFormat): string {
  const clock = formatClock(time, format)
  return format.date === false ? clock : `${formatDate(time, format.zone)} ${clock}`
}

/** `2026-11-22` */
export function formatDate(time: EpochNanos, zone: TimeZone): string {
  const date = new Date(millisFromEpochNanos(time))
  const [year, month, day] =
    zone === 'utc'
      ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
      : [date.getFullYear(), date.getMonth(), date.getDate()]
  return `${padded(year, 4)}-${padded(month + 1, 2)}-${padded(day, 2)}`
}

/** `14:00:00.214` */
export function formatClock(time: EpochNanos, { zone, precision = 'ms' }: ClockFormat): string {
  const date = new Date(millisFromEpochNanos(time))
  const [hours, minutes, seconds] =
    zone === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()]
  const clock = `${padded(hours, 2)}:${padded(minutes, 2)}:${padded(seconds, 2)}`
  if (precision === 's') return clock
  const fraction = padded(time % 1_000_000_000n, 9) // from the bigint: a Date holds milliseconds only
  return `${clock}.${precision === 'ms' ? fraction.slice(0, 3) : fraction}`
}

/** `c81f…09aa`: enough of an id to tell it from its neighbours. */
export function shortId(id: string): string {
  return id.length <= 9 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`
}
