/** How many of the ascending numbers are below `value`: where it would be put in front of its equals. */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the ascending numbers are in `[from, to)`. */
export function countBetween(sorted: ArrayLike<number>, from: number, to: number): number {
  return lowerBound(sorted, to) - lowerBound(sorted, from)
}
