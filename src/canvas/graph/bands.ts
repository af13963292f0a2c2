/** Bands side by side, the rows or the columns of a picture, and what of the length of each is taken. Nothing taken overlaps. */
export class Bands {
  readonly #bands = new Map<number, { readonly froms: number[]; readonly tos: number[] }>()

  /** Linear in the band, but constant for what is taken in order. */
  take(band: number, from: number, to: number): void {
    let taken = this.#bands.get(band)
    if (!taken) this.#bands.set(band, (taken = { froms: [], tos: [] }))
    const at = countUpTo(taken.froms, from)
    taken.froms.splice(at, 0, from)
    taken.tos.splice(at, 0, to)
  }

  isFree(band: number, from: number, to: number): boolean {
    const taken = this.#bands.get(band)
    if (!taken) return true
    const next = countUpTo(taken.froms, from)
    return !(next > 0 && taken.tos[next - 1] > from) && !(taken.froms[next] < to)
  }

  /**
   * Where a line from `at` to `goal` crosses a band with the least detour, at least `clear` away from what is taken; where it has to
   * go aside, it passes what is in its way at `aside`. There is room if whatever is taken lies `clear + aside` apart.
   */
  passage(band: number, at: number, goal: number, clear: number, aside: number): number {
    const taken = this.#bands.get(band)
    if (!taken) return at
    const { froms, tos } = taken
    const next = countUpTo(froms, at)
    const before = next > 0 && tos[next - 1] + clear > at
    const after = froms[next] - clear < at
    if (!before && !after) return at
    const blocking = before ? next - 1 : next
    const [low, high] = [froms[blocking] - aside, tos[blocking] + aside]
    const way = (by: number) => Math.abs(by - at) + Math.abs(by - goal)
    return way(low) <= way(high) ? low : high
  }
}

/** How many of the sorted numbers are up to this one. */
function countUpTo(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  // What comes in order is looked for at its end.
  if (high === 0 || sorted[high - 1] <= value) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
