import type { EpochNanos } from '../../base/time.ts'
import type { LinkEnd } from '../span.ts'
import type { SpanSummary } from '../summary.ts'
import { LinkMapBuilder } from './build-link-map.ts'
import type { LinkMap, MapScope } from './link-map.ts'

/** Makes a map of linking traces that are read one after the other, newest first, and says what it is made of. */
export class MapReading {
  readonly #scope: MapScope
  readonly #builder = new LinkMapBuilder()
  #traces = 0
  #links = 0
  #malformed = 0
  #oldest: EpochNanos
  #more = false

  constructor(scope: MapScope) {
    this.#scope = scope
    this.#oldest = scope.to
  }

  /** A trace that began at `start` is next. False: there are links enough, and it is left out. Traces are read whole. */
  begins(start: EpochNanos): boolean {
    this.#more = this.#links >= this.#scope.maxLinks
    if (this.#more) return false
    this.#traces++
    if (start < this.#oldest) this.#oldest = start
    return true
  }

  /** `linked` is null where no span is at `to`. */
  add(linking: SpanSummary, to: LinkEnd, linked: SpanSummary | null): void {
    this.#links++
    if (to.valid) this.#builder.add({ linking, to: to.ref, linked })
    else this.#malformed++
  }

  get traces(): number {
    return this.#traces
  }

  get links(): number {
    return this.#links
  }

  /** The map of what was read so far. `early`: there are more traces in the scope than were begun. */
  finish(early = false): LinkMap {
    const { from, to } = this.#scope
    const more = this.#more || early
    return {
      ...this.#builder.finish(),
      searched: {
        from: more ? this.#oldest : from,
        to,
        traces: this.#traces,
        links: this.#links,
        malformed: this.#malformed,
        more,
      },
    }
  }
}
