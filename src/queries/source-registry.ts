import type * as z from 'zod/mini'
import { type UpstreamKind, type sourceEntry, sourcesAnswer } from '../sources/gateway-schema.ts'
import { json, request } from '../sources/http.ts'
import { localSource } from '../sources/local/client.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import { Explorer, type ExplorerParts } from './explorer.ts'

export type SourceEntry = z.infer<typeof sourceEntry>

/** What the explorers of all sources have in common; each gets a worker of its own. */
export type SharedParts = Pick<ExplorerParts, 'navigation' | 'preferences' | 'views'> & {
  readonly startWorker: () => ExplorerParts['worker']
}

interface AdapterOptions {
  readonly id: string
  readonly name: string
  readonly base: string
}

type Adapter = (options: AdapterOptions) => TraceSource

/** An adapter is loaded when its source is first chosen. */
const ADAPTERS: { readonly [K in UpstreamKind]?: () => Promise<Adapter> } = {
  jaeger: async () => (await import('../sources/jaeger/client.ts')).jaegerSource,
  tempo: async () => (await import('../sources/tempo/client.ts')).tempoSource,
  victoria: async () => (await import('../sources/victoria/client.ts')).victoriaSource,
}

/** The sources that the server knows, and an explorer for each that is looked at. */
export class SourceRegistry {
  /** The embedded store, shown unasked. */
  readonly local: Explorer
  readonly #shared: SharedParts
  readonly #explorers = new Map<string, Promise<Explorer>>()
  /** Sources that live in the page. */
  readonly #own = new Map<string, Explorer>()
  readonly #listeners = new Set<() => void>()

  constructor(shared: SharedParts) {
    this.#shared = shared
    const source = localSource()
    this.local = this.#explorer(source, { local: source, named: false })
  }

  /** The server's sources, then those of the page; one of the page stands for the server's of its name. */
  async list(signal: AbortSignal): Promise<readonly SourceEntry[]> {
    const own = [...this.#own.values()].map(({ source }) => entryOf(source))
    const others = (await listServer(signal)).filter(({ id }) => !this.#own.has(id))
    return [...others, ...own]
  }

  /** Takes a source that lives in the page; it is listed and opened by its id from now on. */
  add(source: TraceSource): Explorer {
    const explorer = this.#explorer(source, { local: null, named: true })
    this.#own.set(source.id, explorer)
    this.changed()
    return explorer
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

  /** What to show unasked: null is the embedded store; where the server has none, the first of its sources. */
  async unasked(signal: AbortSignal): Promise<string | null> {
    const entries = await this.list(signal)
    const hasLocal = entries.some(({ kind }) => kind === 'local')
    return hasLocal || entries.length === 0 ? null : entries[0].id
  }

  /** The explorer of a source. @throws SourceError `notFound` when the server knows none of that name */
  open(id: string | null): Promise<Explorer> {
    if (id === null || id === this.local.source.id) return Promise.resolve(this.local)
    const own = this.#own.get(id)
    if (own) return Promise.resolve(own)
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
      throw new SourceError('notFound', `The server knows no source “${id}”.`)
    }
    const load = ADAPTERS[entry.kind]
    if (!load) {
      throw new SourceError('unsupported', `Sources of kind ${entry.kind} can’t be read yet.`)
    }
    const source = (await load())({ id, name: entry.name, base: entry.base })
    await source.probe?.(signal)
    return this.#explorer(source, { local: null, named: true })
  }

  #explorer(source: TraceSource, how: Pick<ExplorerParts, 'local' | 'named'>): Explorer {
    const { startWorker, ...shared } = this.#shared
    return new Explorer({ ...shared, ...how, source, worker: startWorker() })
  }
}

async function listServer(signal: AbortSignal): Promise<readonly SourceEntry[]> {
  const response = await request('/api/v1/sources', { signal }, () => null)
  return (await json(response, sourcesAnswer)).sources
}

function entryOf({ id, name }: TraceSource): SourceEntry {
  return { id, kind: 'file', name, base: '', health: { state: 'ok', message: null } }
}
