import type { LocalSource } from '../sources/local/client.ts'
import { noSource } from '../sources/no-source.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import { adaptedSource } from './adapters.ts'
import { Explorer, type ExplorerParts } from './explorer.ts'
import type { SourceEntry, SourceList } from './source-list.ts'

/** What the explorers of all sources have in common; each gets a worker of its own. */
export type SharedParts = Pick<ExplorerParts, 'navigation' | 'preferences' | 'views'> & {
  readonly startWorker: () => ExplorerParts['worker']
}

/** The sources that there are, and an explorer for each that is looked at. */
export class SourceRegistry {
  /** The embedded store, shown unasked; where there is none, an explorer without a source. */
  readonly local: Explorer
  readonly #sources: SourceList
  readonly #shared: SharedParts
  readonly #explorers = new Map<string, Promise<Explorer>>()
  /** Sources that live in the page. */
  readonly #own = new Map<string, Explorer>()
  readonly #provided = new Map<string, () => Promise<Explorer>>()
  readonly #listeners = new Set<() => void>()

  constructor(shared: SharedParts, sources: SourceList, store: LocalSource | null) {
    this.#shared = shared
    this.#sources = sources
    this.local = this.#explorer(store ?? noSource(), { local: store, named: false })
  }

  /** The sources that were named, then those of the page; one of the page stands for another of its name. */
  async list(signal: AbortSignal): Promise<readonly SourceEntry[]> {
    const own = [...this.#own.values()].map(({ source }) => entryOf(source))
    const others = (await this.#sources.entries(signal)).filter(({ id }) => !this.#own.has(id))
    return [...others, ...own]
  }

  /** Takes a source that lives in the page; it is listed and opened by its id from now on. */
  add(source: TraceSource): Explorer {
    const explorer = this.#explorer(source, { local: null, named: true })
    this.#own.set(source.id, explorer)
    this.changed()
    return explorer
  }

  /** Names a source of the page that is made, and added, when it is first asked for. */
  provide(id: string, open: () => Promise<Explorer>): void {
    this.#provided.set(id, open)
  }

  /** Tells that a source of the page is another than before. */
  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Sources of the page were added or have changed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The source to show unasked, the embedded store if there is one; null: there is none at all. */
  async unasked(signal: AbortSignal): Promise<string | null> {
    const [first] = await this.list(signal)
    return first?.id ?? null
  }

  /** The explorer of a source. @throws SourceError `notFound` when there is none of that name */
  open(id: string | null): Promise<Explorer> {
    if (id === null || id === this.local.source.id) return Promise.resolve(this.local)
    const own = this.#own.get(id)
    if (own) return Promise.resolve(own)
    const provided = this.#provided.get(id)
    if (provided) return provided()
    let explorer = this.#explorers.get(id)
    if (!explorer) {
      explorer = this.#open(id)
      this.#explorers.set(id, explorer)
      // A failure is not kept: the source may be there the next time.
      explorer.catch(() => this.#explorers.delete(id))
    }
    return explorer
  }

  async #open(id: string): Promise<Explorer> {
    const { signal } = new AbortController()
    const entry = (await this.list(signal)).find((candidate) => candidate.id === id)
    if (!entry || entry.kind === 'local' || entry.kind === 'file') {
      throw new SourceError('notFound', `${this.#sources.namedBy} knows no source “${id}”.`)
    }
    const source = await adaptedSource(entry.kind, entry, signal)
    return this.#explorer(source, { local: null, named: true })
  }

  #explorer(source: TraceSource, how: Pick<ExplorerParts, 'local' | 'named'>): Explorer {
    const { startWorker, ...shared } = this.#shared
    return new Explorer({ ...shared, ...how, source, worker: startWorker() })
  }
}

function entryOf({ id, name }: TraceSource): SourceEntry {
  return { id, kind: 'file', name, base: '', health: { state: 'ok', message: null } }
}
