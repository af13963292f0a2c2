import { type QueryClient, type QueryKey, hashKey } from '@tanstack/react-query'

/** Between two readings of one thing pass at least this long and twice as long as the last one took. */
const AT_LEAST_MS = 1000

interface Turn {
  /** Something arrived that the reading under way may have missed. */
  again: boolean
}

/** Reads what has changed again, one reading at a time: under a steady stream a large trace is neither read all the time nor never. */
export class Refresher {
  readonly #queries: QueryClient
  readonly #turns = new Map<string, Turn>()
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()

  constructor(queries: QueryClient) {
    this.#queries = queries
  }

  /** Reads the query again soon, if someone looks at it; else when someone does. */
  outdate(queryKey: QueryKey): void {
    const turn = this.#turns.get(hashKey(queryKey))
    if (turn) turn.again = true
    else void this.#run(queryKey)
  }

  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  async #run(queryKey: QueryKey): Promise<void> {
    const hash = hashKey(queryKey)
    // A reading that is under way began before the news: it counts as missed.
    const turn: Turn = { again: this.#queries.isFetching({ queryKey, exact: true }) > 0 }
    this.#turns.set(hash, turn)
    const began = Date.now()
    await this.#queries.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false })
    const pause = Math.max(AT_LEAST_MS, 2 * (Date.now() - began))
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#turns.delete(hash)
      if (turn.again) void this.#run(queryKey)
    }, pause)
    this.#timers.add(timer)
  }
}
