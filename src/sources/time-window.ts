import { DAY, type EpochNanos, HOUR, epochNanosFromMillis } from '../base/time.ts'
import type { TimeWindow } from './scan.ts'
import type { LinksToQuery, ScanScope, TraceQuery } from './source.ts'

/** Where a search looks that names no time: long enough to find something, short enough for a large store. */
const DEFAULT_WINDOW = BigInt(DAY)

/** The time that a search looks through, for sources that need one. */
export function windowOf({ from, to }: Pick<TraceQuery, 'from' | 'to'>, now: number): TimeWindow {
  const end = to ?? laterOf(epochNanosFromMillis(now), from)
  return { from: from ?? end - DEFAULT_WINDOW, to: end }
}

const SCAN_TRACES = 2000

/**
 * Where links to a span are looked for when nothing else is said: a day from its start on, and an hour before it for clocks
 * that differ; without a start the last day.
 */
export function scopeOf({ near, scan }: LinksToQuery, now: number): ScanScope {
  if (scan) return scan
  const window =
    near === undefined
      ? windowOf({ from: null, to: null }, now)
      : { from: near - BigInt(HOUR), to: near + DEFAULT_WINDOW }
  return { ...window, services: null, maxTraces: SCAN_TRACES }
}

/** A moment after `from` even where that lies in the future. */
function laterOf(time: EpochNanos, from: EpochNanos | null): EpochNanos {
  return from === null || time > from ? time : from + 1n
}
