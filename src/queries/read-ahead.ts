import type { TraceId } from '../model/ids.ts'
import type { Href } from '../state/navigation.ts'
import { placeOf } from '../state/places.ts'
import type { Explorer } from './explorer.ts'
import { traceQuery } from './options.ts'

/** Who crosses links on the way to somewhere else is faster than this, who is going to click one takes longer. */
const DWELL_MS = 80
/** A trace that was not opened after all goes sooner than one that was. */
const KEPT_MS = 30_000

/** What it needs of an explorer. */
type Explored = Pick<Explorer, 'queries' | 'source' | 'traces'>

/**
 * Reads the trace behind the link that someone points at, so that it is there when the link is followed. One at a time: a reading
 * that nobody waits for is given up when the pointer leaves.
 */
export class ReadAhead {
  readonly #explorer: Explored
  #href: Href | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #giveUp: (() => void) | null = null

  constructor(explorer: Explored) {
    this.#explorer = explorer
  }

  /** The link of this place is pointed at or has the focus; null: none. */
  point(href: Href | null): void {
    if (href === this.#href) return
    this.#stop()
    this.#href = href
    if (href !== null) this.#timer = setTimeout(() => this.#read(href), DWELL_MS)
  }

  /** It is being pressed: no reason to wait any longer. */
  press(href: Href): void {
    if (href === this.#href && this.#timer === null) return
    this.#stop()
    this.#href = href
    this.#read(href)
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#giveUp?.()
    this.#giveUp = null
  }

  #read(href: Href): void {
    this.#timer = null
    const place = placeOf(href)
    if (place.screen === 'trace') this.#giveUp = readAhead(this.#explorer, place.traceId)
  }
}

/** Reads a trace for whoever opens it next. Gives how to give that up, which does nothing once someone waits for it. */
export function readAhead(explorer: Explored, traceId: TraceId): () => void {
  const query = { ...traceQuery(explorer, traceId), gcTime: KEPT_MS }
  const { queryKey } = query
  const { queries } = explorer
  if (queries.getQueryState(queryKey)?.fetchStatus === 'fetching') return () => {}
  void queries.prefetchQuery(query)
  return () => void queries.cancelQueries({ queryKey, exact: true, type: 'inactive' })
}
