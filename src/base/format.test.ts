import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDate,
  formatDuration,
  formatTime,
  parseDuration,
  shortId,
} from './format.ts'
import { DAY, HOUR, MAX_EPOCH_NANOS, MICROSECOND, MILLISECOND, MINUTE, SECOND } from './time.ts'

describe('formatDuration', () => {
  test.each([
    [0, '0 ns'],
    [-0, '0 ns'],
    [0.4, '0 ns'],
    [-0.4, '0 ns'],
    [999, '999 ns'],
    [1000, '1 µs'],
    [1234, '1.23 µs'],
    [44 * MILLISECOND, '44 ms'],
    [44.32 * MILLISECOND, '44.3 ms'],
    [612.4 * MILLISECOND, '612 ms'],
    [1.84 * SECOND, '1.84 s'],
    [59.94 * SECOND, '59.9 s'],
    [31 * MINUTE + 40 * SECOND, '31 m 40 s'],
    [MINUTE + 5 * SECOND, '1 m 05 s'],
    [2 * MINUTE, '2 m'],
    [2 * HOUR + 5 * MINUTE, '2 h 05 m'],
    [28 * HOUR, '1 d 4 h'],
    [400 * DAY, '400 d'],
    [-40 * MILLISECOND, '−40 ms'],
    [-90 * MINUTE, '−1 h 30 m'],
  ])('%d ns is %s', (nanos, text) => {
    expect(formatDuration(nanos)).toBe(text)
  })

  test.each([
    [999.6 * MICROSECOND, '1 ms'],
    [999.6 * MILLISECOND, '1 s'],
    [59.96 * SECOND, '1 m'],
    [HOUR - 0.4 * SECOND, '1 h'],
    [DAY - 20 * SECOND, '1 d'],
  ])('a value that rounds up to the next unit is written in it: %d ns is %s', (nanos, text) => {
    expect(formatDuration(nanos)).toBe(text)
  })

  test('parseDuration reads what it writes, to within the rounding (half an hour of a day at most)', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 400 * DAY, noNaN: true }), (nanos) => {
        const read = parseDuration(formatDuration(nanos))
        expect(read).not.toBeNull()
        expect(Math.abs((read ?? 0) - nanos)).toBeLessThanOrEqual(Math.max(0.5, nanos * 0.021))
      }),
    )
  })
})

describe('parseDuration', () => {
  test.each([
    ['1.5s', 1.5 * SECOND],
    ['.5s', 0.5 * SECOND],
    ['300ms', 300 * MILLISECOND],
    ['0.1 µs', 100],
    ['2us', 2000],
    ['2\u03bcs', 2000],
    ['2m', 2 * MINUTE],
    ['1h30m', 90 * MINUTE],
    [' 2 h 05 m ', 125 * MINUTE],
    ['1d', DAY],
    ['0s', 0],
    ['7ns', 7],
  ])('%j is %d ns', (text, nanos) => {
    expect(parseDuration(text)).toBe(nanos)
  })

  test.each([
    '',
    ' ',
    '5',
    's',
    '-1s',
    '1x',
    '1s junk',
    '1,5s',
    '1e3s',
    '1..5s',
    '1.s',
    '1S',
    'NaNs',
  ])('%j is no duration', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  test('a number too large for a double is no duration', () => {
    expect(parseDuration(`${'9'.repeat(400)}s`)).toBeNull()
  })
})

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [-1234, '-1,234'],
  [12.6, '13'],
])('formatCount groups by thousands: %d is %s', (count, text) => {
  expect(formatCount(count)).toBe(text)
})

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [1024 * 1024 - 1, '1 MiB'],
  [20 * 1024 * 1024, '20 MiB'],
  [3 * 1024 ** 4, '3 TiB'],
])('formatBytes uses binary units: %d is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

describe('times', () => {
  const time = BigInt(Date.UTC(2026, 10, 22, 14, 0, 0, 214)) * 1_000_000n + 987_654n

  test('a UTC time has date, time of day and the digits asked for', () => {
    expect(formatTime(time, { zone: 'utc' })).toBe('2026-11-22 14:00:00.214')
    expect(formatTime(time, { zone: 'utc', precision: 's' })).toBe('2026-11-22 14:00:00')
    expect(formatTime(time, { zone: 'utc', precision: 'ns' })).toBe('2026-11-22 14:00:00.214987654')
    expect(formatTime(time, { zone: 'utc', date: false })).toBe('14:00:00.214')
  })

  test('a local time follows the zone of the machine, its offset at that time included', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_EPOCH_NANOS }), (at) => {
        const date = new Date(Number(at / 1_000_000n))
        const shifted = at - BigInt(Math.round(date.getTimezoneOffset() * 60)) * SECOND_NANOS
        fc.pre(shifted >= 0n)
        const format = { precision: 'ns' } as const
        expect(formatTime(at, { zone: 'local', ...format })).toBe(
          formatTime(shifted, { zone: 'utc', ...format }),
        )
      }),
    )
  })

  test('nanoseconds are exact over the whole range of OTLP', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_EPOCH_NANOS }), (at) => {
        const text = formatTime(at, { zone: 'utc', precision: 'ns' })
        const seconds = BigInt(Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`) / 1000)
        expect(seconds * SECOND_NANOS + BigInt(text.slice(20))).toBe(at)
      }),
    )
  })

  test('the clock and the date are the two halves of a time', () => {
    expect(formatClock(time, { zone: 'utc' })).toBe('14:00:00.214')
    expect(formatDate(time, 'utc')).toBe('2026-11-22')
  })
})

const SECOND_NANOS = 1_000_000_000n

test('shortId keeps both ends of an id, and a short text whole', () => {
  expect(shortId('c81f5a2b7d3e09aa')).toBe('c81f…09aa')
  expect(shortId('c81f09aa')).toBe('c81f09aa')
})
