import type { Layered, Tie } from './layered.ts'

export type Columns = ReadonlyMap<number, readonly number[]>

/** Sweeps there and back. More than these found nothing better on generated graphs. */
const SWEEPS = 6
/** Beyond so many ties counting crossings costs more than a sweep is worth. */
const MANY_TIES = 40_000

/**
 * The order of each column with the fewest crossings found: each vertex goes to the mean place of its neighbours, sweeping
 * outward from the root's column and back (barycentre method; Sugiyama, Tagawa, Toda 1981). Equal means keep the order given.
 */
export function orderColumns(graph: Layered): Columns {
  const numbers = [...graph.columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))
  const inward = numbers.toReversed()
  const ties = graph.vertices.reduce((sum, { right }) => sum + right.length, 0)
  let columns: Columns = graph.columns
  let best = columns
  let fewest = Infinity
  const sweeps = ties > MANY_TIES ? 1 : SWEEPS
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    columns = swept(graph, columns, numbers, 'inner')
    const outward = columns
    if (sweep > 0 || sweeps > 1) columns = swept(graph, columns, inward, 'outer')
    for (const candidate of [outward, columns]) {
      const crossings = sweeps === 1 ? 0 : crossingsOf(graph, candidate)
      if (crossings >= fewest) continue
      best = candidate
      fewest = crossings
    }
  }
  return best
}

/** Pairs of edges that cross between neighbouring columns. O(ties × log of a column). */
export function crossingsOf({ vertices }: Layered, columns: Columns): number {
  let crossings = 0
  for (const [number, column] of columns) {
    const next = columns.get(number + 1)
    if (!next) continue
    const place = placesIn(next)
    const seen = new Tree(next.length)
    let before = 0
    // The lower ends in the order of the upper ones; each pair out of order is a crossing.
    for (const vertex of column) {
      for (const at of groupedByStart(vertices[vertex].right)) {
        const ends = at.map(({ to }) => place.get(to)!)
        for (const end of ends) crossings += before - seen.upTo(end)
        for (const end of ends) seen.add(end)
        before += ends.length
      }
    }
  }
  return crossings
}

/** Ties that start at one point do not cross. */
function groupedByStart(ties: readonly Tie[]): Tie[][] {
  const groups = Map.groupBy(ties, ({ at }) => at)
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
}

function swept(
  { vertices }: Layered,
  columns: Columns,
  numbers: readonly number[],
  towards: 'inner' | 'outer',
): Columns {
  const sorted = new Map(columns)
  const place = new Map<number, number>()
  for (const column of columns.values()) for (const [v, i] of placesIn(column)) place.set(v, i)
  for (const number of numbers) {
    const column = sorted.get(number)!
    const ties = (vertex: number) =>
      number < 0 === (towards === 'inner') && number !== 0
        ? vertices[vertex].right
        : vertices[vertex].left
    // The root's column has two inner sides.
    const both = (vertex: number) => [...vertices[vertex].left, ...vertices[vertex].right]
    const means = column.map((vertex, i) =>
      meanPlace(number === 0 ? both(vertex) : ties(vertex), i),
    )
    const order = column.map((_, i) => i).sort((a, b) => means[a] - means[b] || a - b)
    const moved = order.map((i) => column[i])
    sorted.set(number, moved)
    moved.forEach((vertex, i) => place.set(vertex, i))
  }
  return sorted

  function meanPlace(ties: readonly Tie[], otherwise: number): number {
    if (ties.length === 0) return otherwise
    return ties.reduce((sum, { to, toAt }) => sum + place.get(to)! + toAt, 0) / ties.length
  }
}

function placesIn(column: readonly number[]): Map<number, number> {
  return new Map(column.map((vertex, i) => [vertex, i]))
}

/** Counts of numbers seen, and how many are up to one (Fenwick tree). */
class Tree {
  readonly #sums: Uint32Array
  constructor(size: number) {
    this.#sums = new Uint32Array(size + 1)
  }
  add(value: number): void {
    for (let i = value + 1; i < this.#sums.length; i += i & -i) this.#sums[i]++
  }
  upTo(value: number): number {
    let sum = 0
    for (let i = value + 1; i > 0; i -= i & -i) sum += this.#sums[i]
    return sum
  }
}
