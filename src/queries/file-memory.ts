const KEY = 'trace-link-explorer.files'
/** More names help nobody choose. */
const MAX_NAMES = 100

/** Remembers, for as long as the tab lives, the names of the files that a person opened: a page can't open them again by itself. */
export class FileMemory {
  readonly #storage: Storage | null
  #names: readonly string[] = []

  constructor(storage: Storage | null) {
    this.#storage = storage
  }

  /** Names that the page before this one has written. */
  read(): readonly string[] {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '[]')
      if (!Array.isArray(stored)) return []
      return stored.filter((name) => typeof name === 'string').slice(0, MAX_NAMES)
    } catch {
      return []
    }
  }

  /** Files that are open too from now on. The first call forgets what {@link read} gave. */
  add(names: readonly string[]): void {
    this.#names = [...new Set([...this.#names, ...names])].slice(0, MAX_NAMES)
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#names))
    } catch {
      // Then the page can't say what was open; that it was is in the address.
    }
  }
}
