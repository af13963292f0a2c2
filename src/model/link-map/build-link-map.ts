import { STATUS_ERROR } from '../span.ts'
import type { SpanSummary } from '../summary.ts'
import { waitBetween, waitFigures } from '../wait.ts'
import {
  EXAMPLES,
  type LinkMap,
  type MapEdge,
  type MapGraph,
  type MapLink,
  type MapNode,
} from './link-map.ts'

/** Gathers links one by one. The map does not depend on their order, but for which of equals are examples. */
export class LinkMapBuilder {
  readonly #operations = new GraphBuilder()

  add(link: MapLink): void {
    const { linking, linked } = link
    const cause = linked && operationOf(linked)
    this.#operations.edge(cause, operationOf(linking)).add(link)
  }

  finish(): Omit<LinkMap, 'searched'> {
    const operations = this.#operations.finish()
    const services = new GraphBuilder()
    for (const [cause, effect, gathered] of this.#operations.edges()) {
      services.edge(cause && serviceOf(cause), serviceOf(effect)).join(gathered)
    }
    return { operations, services: services.finish() }
  }
}

function operationOf({ service, name }: SpanSummary): MapNode {
  return { service, name }
}

function serviceOf({ service }: MapNode): MapNode {
  return { service, name: null }
}

class GraphBuilder {
  readonly #nodes: MapNode[] = []
  readonly #nodeIndex = new Map<string, number>()
  readonly #edges = new Map<string, Gathered>()

  edge(cause: MapNode | null, effect: MapNode): Gathered {
    const from = cause && this.#indexOf(cause)
    const to = this.#indexOf(effect)
    const key = `${from} ${to}`
    let edge = this.#edges.get(key)
    if (!edge) {
      edge = new Gathered(from, to)
      this.#edges.set(key, edge)
    }
    return edge
  }

  *edges(): Generator<readonly [MapNode | null, MapNode, Gathered]> {
    for (const edge of this.#edges.values()) {
      yield [edge.cause === null ? null : this.#nodes[edge.cause], this.#nodes[edge.effect], edge]
    }
  }

  finish(): MapGraph {
    const edges = [...this.#edges.values()].map((gathered) => gathered.finish())
    return { nodes: [...this.#nodes], edges: edges.sort((a, b) => b.links - a.links) }
  }

  #indexOf({ service, name }: MapNode): number {
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
  readonly cause: number | null
  readonly effect: number
  #links = 0
  #failed = 0
  readonly #waits: number[] = []
  #examples: Example[] = []

  constructor(cause: number | null, effect: number) {
    this.cause = cause
    this.effect = effect
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

  /** Takes all that another has gathered. */
  join(other: Gathered): void {
    this.#links += other.#links
    this.#failed += other.#failed
    for (const wait of other.#waits) this.#waits.push(wait)
    for (const example of other.#examples) this.#examples.push(example)
  }

  finish(): MapEdge {
    this.#trim()
    return {
      cause: this.cause,
      effect: this.effect,
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
