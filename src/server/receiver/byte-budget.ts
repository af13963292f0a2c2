/** Bytes of request bodies that may be in memory at once, from the first byte read until the spans are committed. */
export class ByteBudget {
  readonly #limit: number
  #used = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  open(): BudgetShare {
    return new BudgetShare((count) => {
      // A request alone is always let in: its own limit is the receiver's.
      if (count > 0 && this.#used > 0 && this.#used + count > this.#limit) return false
      this.#used += count
      return true
    })
  }
}

/** What one request holds of a budget. */
export class BudgetShare {
  readonly #take: (count: number) => boolean
  #held = 0

  constructor(take: (count: number) => boolean) {
    this.#take = take
  }

  /** False, and nothing taken, when the budget has no room. */
  take(count: number): boolean {
    const taken = this.#take(count)
    if (taken) this.#held += count
    return taken
  }

  release(): void {
    this.#take(-this.#held)
    this.#held = 0
  }
}
