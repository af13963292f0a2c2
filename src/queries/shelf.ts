interface Kept {
  dispose(): void
}

/** Things a shelf has room for. */
const MOST = 8

/** What panels keep for as long as the explorer lives, so that Back finds it as it was left; the least lately used go first. */
export class Shelf {
  readonly #things = new Map<string, Kept>()

  /** What is kept by this name; made when there is none. One name is for one kind of thing. */
  of<T extends Kept>(name: string, make: () => T): T {
    const thing = (this.#things.get(name) as T | undefined) ?? make()
    this.#things.delete(name)
    this.#things.set(name, thing)
    const [oldest] = this.#things.keys()
    if (this.#things.size > MOST) this.drop(oldest)
    return thing
  }

  /** The next to ask for it gets another. */
  drop(name: string): void {
    this.#things.get(name)?.dispose()
    this.#things.delete(name)
  }

  dispose(): void {
    for (const thing of this.#things.values()) thing.dispose()
    this.#things.clear()
  }
}
