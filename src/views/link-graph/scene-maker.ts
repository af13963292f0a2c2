import { atOnce, inSlices } from '../../base/slices.ts'
import type { EpochNanos } from '../../base/time.ts'
import type { GapScale } from '../../canvas/gap-scale.ts'
import type { GraphItem, GraphItems, ItemOptions } from '../../model/link-graph/graph-items.ts'
import { itemsInSlices, itemsOf } from '../../model/link-graph/items.ts'
import type { LinkGraph, TraceBox } from '../../model/link-graph/link-graph.ts'
import { EMPTY_LAYOUT, type GraphLayout, type Place } from '../../canvas/graph/graph-layout.ts'
import type { LayoutAsk } from './layout/lay-out.ts'
import { Layouter } from './layout/layouter.ts'
import { timelineScale } from './layout/timeline.ts'
import { hintsInSlices } from './scene/hints.ts'
import { originOf } from './scene/item-time.ts'
import { layoutInput } from './scene/layout-input.ts'
import { type Scene, itemDrawer, sceneOf } from './scene/scene.ts'

export interface SceneWish {
  readonly graph: LinkGraph
  readonly options: ItemOptions
  readonly layout: LayoutAsk['layout']
}

/** A scene with all of which it was made. */
export interface Drawn extends SceneWish {
  readonly items: GraphItems
  readonly scene: Scene
  /** Of a timeline: its clock. */
  readonly clock: Clock | null
}

export interface Clock {
  /** Time zero of the scale. */
  readonly origin: EpochNanos
  readonly scale: GapScale
  /** There are boxes of which no time is known; they stand left of the clock. */
  readonly unknown: boolean
}

/** Up to so many boxes items are made at once: less than a frame. */
const FEW = 1000

/**
 * Makes scenes of graphs, one after the other; wishes that came meanwhile but for the last are passed over. What is settled keeps
 * its place from scene to scene, each layout for itself.
 */
export class SceneMaker {
  readonly #layouter = new Layouter()
  readonly #draw = itemDrawer()
  readonly #layouts: Record<LayoutAsk['layout'], GraphLayout> = {
    causal: EMPTY_LAYOUT,
    timeline: EMPTY_LAYOUT,
  }
  readonly #listeners = new Set<() => void>()
  readonly #life = new AbortController()
  #wish: SceneWish | null = null
  #drawn: Drawn | null = null
  #making = false
  /** The next layout starts from nothing. */
  #anew = false

  getSnapshot = (): Drawn | null => this.#drawn
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Small scenes are there when it returns. */
  make(wish: SceneWish): void {
    this.#wish = wish
    if (!this.#making) void this.#makeAll()
  }

  /** Lays everything out as if it had come at once: what came bit by bit, and keeps its place, may be in another's way. */
  arrangeAnew(): void {
    if (!this.#drawn) return
    const { graph, options, layout } = this.#wish ?? this.#drawn
    this.#anew = true
    this.make({ graph, options, layout })
  }

  dispose(): void {
    this.#life.abort()
    this.#listeners.clear()
    this.#layouter.dispose()
  }

  async #makeAll(): Promise<void> {
    this.#making = true
    try {
      while (this.#wish) {
        const wish = this.#wish
        this.#wish = null
        const drawn = this.#few(wish) ?? (await this.#many(wish))
        this.#drawn = drawn
        for (const listener of this.#listeners) listener()
      }
    } catch (error) {
      if (!this.#life.signal.aborted) throw error
    } finally {
      this.#making = false
    }
  }

  #few(wish: SceneWish): Drawn | null {
    if (wish.graph.boxes.size > FEW) return null
    const items = itemsOf(wish.graph, wish.options)
    const ask = atOnce(this.#askOf(wish, items))
    const layout = this.#layouter.now(ask)
    return layout && atOnce(this.#drawnAs(wish, items, ask, layout))
  }

  async #many(wish: SceneWish): Promise<Drawn> {
    const { signal } = this.#life
    const items = await inSlices(itemsInSlices(wish.graph, wish.options), signal)
    const ask = await inSlices(this.#askOf(wish, items), signal)
    const layout = this.#layouter.now(ask) ?? (await this.#layouter.later(ask, signal))
    return inSlices(this.#drawnAs(wish, items, ask, layout), signal)
  }

  *#askOf({ graph, layout }: SceneWish, items: GraphItems): Generator<void, LayoutAsk> {
    const input = yield* layoutInput(items, this.#draw, originOf(graph))
    const before = this.#anew ? EMPTY_LAYOUT : this.#layouts[layout]
    this.#anew = false
    return { ...input, layout, kept: keptPlaces(items.items, before) }
  }

  *#drawnAs(
    wish: SceneWish,
    items: GraphItems,
    { nodes }: LayoutAsk,
    layout: GraphLayout,
  ): Generator<void, Drawn> {
    this.#layouts[wish.layout] = layout
    const hints = yield* hintsInSlices(wish.graph)
    const scene = yield* sceneOf(items, layout, this.#draw, hints, wish.layout)
    const clock =
      wish.layout === 'timeline'
        ? {
            origin: originOf(wish.graph),
            scale: timelineScale(nodes),
            unknown: nodes.some(({ time }) => time === null),
          }
        : null
    return { ...wish, items, scene, clock }
  }
}

/** What is still on its way may move; the rest stays. */
function keptPlaces(items: readonly GraphItem[], { places }: GraphLayout): Map<string, Place> {
  const kept = new Map<string, Place>()
  for (const item of items) {
    const place = places.get(item.key)
    if (place && isSettled(item)) kept.set(item.key, place)
  }
  return kept
}

function isSettled(item: GraphItem): boolean {
  if (item.kind === 'stack') return item.label.at !== 'pending'
  return item.box.side === 'root' || !isPending(item.box)
}

function isPending({ ends }: TraceBox): boolean {
  return ends.length > 0 && ends.every(({ target }) => target.at === 'pending')
}
