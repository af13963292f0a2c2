import { STATUS_ERROR } from '../span.ts'
import { waitBetween, waitFigures } from '../wait.ts'
import { EXAMPLES, type LinkMap, type MapEdge, type MapLink, type MapNode } from './link-map.ts'

/** Gathers links one by one. The map does not depend on their order, but for which of equals are examples. */
export class LinkMapBuilder {
  readonly #nodes: MapNode[] = []
  readonly #nodeIndex = new Map<string, number>()
  readonly #edges = new Map<string, Gathered>()

  add(link: MapLink): void {
    const cause = link.linked && this.#nodeOf(link.linked)
    const effect = this.#nodeOf(link.linking)
    const key = `${cause} ${effect}`
    let edge = this.#edges.get(key)
    if (!edge) {
      edge = new Gathered(cause, effect)
      this.#edges.set(key, edge)
    }
    edge.add(link)
  }

  finish(): Pick<LinkMap, 'nodes' | 'edges'> {
    const edges = [...this.#edges.values()].map((gathered) => gathered.finish())
    return { nodes: this.#nodes, edges: edges.sort((a, b) => b.links - a.links) }
  }

  #nodeOf({ service, name }: MapNode): number {
    // Neither part can be told from the other by a separator: names may hold anything.
    const key = JSON.stringify([service, name])
    const known = this.#nodeIndex.get(key)
    if (known !== undefined) return known
    this.#nodeIndex.set(key, this.#nodes.length)
    return this.#nodes.push({ service, name }) - 1
  }
}

interface Example {
  readonly link: MapLink
  readonly failed: boolean
  readonly wait: number
}

class Gathered {
  readonly #cause: number | null
  readonly #effect: number
  #links = 0
  #failed = 0
  readonly #waits: number[] = []
  #examples: Example[] = []

  constructor(cause: number | null, effect: number) {
    this.#cause = cause
    this.#effect = effect
  }

  add(link: MapLink): void {
    const { linking, linked } = link
    const failed = linking.status === STATUS_ERROR || linked?.status === STATUS_ERROR
    const wait = linked ? waitBetween(linking, linked).nanos : -Infinity
    this.#links++
    if (failed) this.#failed++
    if (linked) this.#waits.push(wait)
    this.#examples.push({ link, failed, wait })
    // Sorted now and then only: a sort for each link would cost more than all else.
    if (this.#examples.length >= 8 * EXAMPLES) this.#trim()
  }

  finish(): MapEdge {
    this.#trim()
    return {
      cause: this.#cause,
      effect: this.#effect,
      links: this.#links,
      failed: this.#failed,
      waits: waitFigures(this.#waits),
      examples: this.#examples.map(({ link }) => link),
    }
  }

  #trim(): void {
    this.#examples.sort((a, b) => Number(b.failed) - Number(a.failed) || compare(b.wait, a.wait))
    this.#examples = this.#examples.slice(0, EXAMPLES)
  }
}

/** −Infinity equals itself; their difference would be NaN. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
