/** The `limit` traces that begin last of those that were added, the later key first where two begin together. */
export interface Newest {
  /** Whether a trace that begins then could be one of them. */
  wants(start: bigint): boolean
  add(pk: number, start: bigint): void
  /** Those that begin last first. */
  pks(): number[]
}

interface Entry {
  readonly pk: number
  readonly start: bigint
}

export function newestOf(limit: number): Newest {
  const entries: Entry[] = []
  return {
    wants: (start) => entries.length < limit || start >= entries[limit - 1].start,
    add(pk, start) {
      const entry = { pk, start }
      let [low, high] = [0, entries.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (precedes(entries[middle], entry)) low = middle + 1
        else high = middle
      }
      entries.splice(low, 0, entry)
      entries.length = Math.min(entries.length, limit)
    },
    pks: () => entries.map(({ pk }) => pk),
  }
}

function precedes(a: Entry, b: Entry): boolean {
  return a.start === b.start ? a.pk > b.pk : a.start > b.start
}
