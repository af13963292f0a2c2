/** A thing on a line: where its middle would like to be, and how long it is. */
export interface Wish {
  readonly middle: number
  readonly length: number
}

/**
 * Where each begins, in the order given, `gap` apart at least, with the least sum of squared ways from where they would like
 * to be (isotonic regression: pool adjacent violators). Linear.
 */
export function spread(wishes: readonly Wish[], gap: number): number[] {
  const offsets: number[] = []
  let offset = 0
  const pools: { sum: number; count: number }[] = []
  for (const { middle, length } of wishes) {
    offsets.push(offset)
    pools.push({ sum: middle - length / 2 - offset, count: 1 })
    offset += length + gap
    while (pools.length > 1 && meanOf(pools.at(-2)!) >= meanOf(pools.at(-1)!)) {
      const { sum, count } = pools.pop()!
      const last = pools.at(-1)!
      last.sum += sum
      last.count += count
    }
  }
  const means = pools.flatMap((pool) => Array.from({ length: pool.count }, () => meanOf(pool)))
  return offsets.map((at, i) => means[i] + at)
}

function meanOf({ sum, count }: { readonly sum: number; readonly count: number }): number {
  return sum / count
}

export interface Taken {
  readonly from: number
  readonly to: number
}

/** What just fits still does when it was added up in another order. */
const ROUNDING = 1e-9

/** Where a thing of this length begins that comes nearest to its wish, `gap` away from what is taken. `taken` is in order. */
export function freeSlot(taken: readonly Taken[], { middle, length }: Wish, gap: number): number {
  const wished = middle - length / 2
  let best = Infinity
  let from = -Infinity
  for (let i = 0; i <= taken.length; i++) {
    const to = i < taken.length ? taken[i].from - gap - length : Infinity
    const nearest = Math.min(Math.max(wished, from), to)
    if (from <= to + ROUNDING && Math.abs(nearest - wished) < Math.abs(best - wished))
      best = nearest
    if (i < taken.length) from = Math.max(from, taken[i].to + gap)
  }
  return best
}
