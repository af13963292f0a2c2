import { SECOND } from '../../base/time.ts'
import type { TimeWindow } from '../scan.ts'

/** Whole seconds since the epoch. */
export interface SecondsWindow {
  readonly start: number
  readonly end: number
}

/** A window with more pieces is searched in part: a year and more by default. */
const MAX_PIECES = 60

export function secondsOf({ from, to }: TimeWindow): SecondsWindow {
  // A start of 0 counts as none.
  const start = Math.max(1, Number(from / BigInt(SECOND)))
  return { start, end: Math.max(start + 1, Number((to + BigInt(SECOND - 1)) / BigInt(SECOND))) }
}

/** Whole seconds that hold the window, in pieces that one search may span, in the order in which they are searched. */
export function piecesOf(
  window: TimeWindow,
  rangeSeconds: number,
  newestFirst: boolean,
): SecondsWindow[] {
  const { start, end } = secondsOf(window)
  const pieces: SecondsWindow[] = []
  for (let i = 0; i < Math.min(MAX_PIECES, Math.ceil((end - start) / rangeSeconds)); i++) {
    const from = newestFirst ? end - (i + 1) * rangeSeconds : start + i * rangeSeconds
    pieces.push({ start: Math.max(start, from), end: Math.min(end, from + rangeSeconds) })
  }
  return pieces
}

/** What of a window its pieces hold that are done, and the rest of it. */
export function coveredBy(
  done: readonly SecondsWindow[],
  { from, to }: TimeWindow,
  newestFirst: boolean,
): { readonly window: TimeWindow; readonly rest: TimeWindow | null } {
  const last = done.at(-1)
  if (!last) {
    const at = newestFirst ? to : from
    return { window: { from: at, to: at }, rest: { from, to } }
  }
  const edge = BigInt(newestFirst ? last.start : last.end) * BigInt(SECOND)
  const complete = newestFirst ? last.start <= secondsOf({ from, to }).start : edge >= to
  if (complete) return { window: { from, to }, rest: null }
  return newestFirst
    ? { window: { from: edge, to }, rest: { from, to: edge } }
    : { window: { from, to: edge }, rest: { from: edge, to } }
}
