import { lowerBound } from '../../../base/bisect.ts'

/** What was found, in the order in which it is shown. */
export function inOrder(found: Uint32Array, order: Uint32Array | null): Uint32Array {
  if (!order) return found
  const wanted = new Set(found)
  return order.filter((row) => wanted.has(row))
}

/**
 * Where the next or the one before stands among what was found, round its ends; −1: nothing was found.
 * @param sorted whether `found` ascends: a row that is not in it then has a place between two that are
 */
export function stepIn(
  found: Uint32Array,
  selected: number,
  direction: 1 | -1,
  sorted: boolean,
): number {
  const n = found.length
  if (n === 0) return -1
  const at = sorted ? lowerBound(found, selected) : found.indexOf(selected)
  if (found[at] === selected) return (at + direction + n) % n
  if (!sorted || selected < 0) return direction === 1 ? 0 : n - 1
  return direction === 1 ? at % n : (at - 1 + n) % n
}
