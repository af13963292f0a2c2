import { DAY, type EpochNanos, HOUR, epochNanosFromMillis } from '../base/time.ts'
import type { TimeWindow } from './scan.ts'
import type { LinksToQuery, ScanScope, Searched, TraceQuery } from './source.ts'

/** Where a search looks that names no time: long enough to find something, short enough for a large store. */
const DEFAULT_WINDOW = BigInt(DAY)

/** The time that a search looks through, for sources that need one. */
export function windowOf({ from, to }: Pick<TraceQuery, 'from' | 'to'>, now: number): TimeWindow {
  const end = to ?? laterOf(epochNanosFromMillis(now), from)
  return { from: from ?? end - DEFAULT_WINDOW, to: end }
}

const SCAN_TRACES = 2000

/**
 * Where links to a span are looked for when nothing else is said: a day from its start on as far as it has passed, and an hour
 * before it for clocks that differ; without a start the last day.
 */
export function scopeOf({ near, scan }: LinksToQuery, now: number): ScanScope {
  if (scan) return scan
  const window =
    near === undefined ? windowOf({ from: null, to: null }, now) : firstRing(near, latestAt(now))
  return { ...window, services: null, maxTraces: SCAN_TRACES }
}

function firstRing(near: EpochNanos, latest: EpochNanos): TimeWindow {
  const end = near + DEFAULT_WINDOW
  // A span may begin in the future, if its clock is wrong.
  const passed = latest > near ? latest : near + BigInt(HOUR)
  return { from: near - BigInt(HOUR), to: end < passed ? end : passed }
}

/** Nothing is looked for after it: what is there has begun by now, but for an hour for clocks that differ. */
function latestAt(now: number): EpochNanos {
  return epochNanosFromMillis(now) + BigInt(HOUR)
}

/** How far before and after a span's start links to it are looked for, each time wider. */
const REACHES = [
  [HOUR, DAY],
  [DAY, 7 * DAY],
  [7 * DAY, 30 * DAY],
  [30 * DAY, Infinity],
] as const

/** A stretch of time beside one that was searched. */
export interface Ring {
  readonly scope: ScanScope
  /** It ends where that one begins: the nearest of it is its end. */
  readonly newestFirst: boolean
}

/**
 * Where to look for links to a span when what was searched does not do: what was left of it, else further from the span's start, first
 * later, where effects are, then earlier.
 */
export function widerRings(
  { from, to, services, notSearched }: Searched,
  near: EpochNanos,
  now: number,
): readonly Ring[] {
  const ring = (window: TimeWindow): Ring => ({
    scope: { ...window, services, maxTraces: SCAN_TRACES },
    newestFirst: window.to <= from,
  })
  if (notSearched) return [ring(notSearched)]
  const latest = latestAt(now)
  for (const [before, after] of REACHES) {
    const begin = near - BigInt(before)
    const reach = after === Infinity ? latest : near + BigInt(after)
    const end = reach < latest ? reach : latest
    const rings = [
      // Time goes on: what passed since the last look is no reason for another.
      ...(end - to > BigInt(HOUR) ? [ring({ from: to, to: end })] : []),
      ...(begin < from ? [ring({ from: begin, to: from })] : []),
    ]
    if (rings.length > 0) return rings
  }
  return []
}

/** A moment after `from` even where that lies in the future. */
function laterOf(time: EpochNanos, from: EpochNanos | null): EpochNanos {
  return from === null || time > from ? time : from + 1n
}
