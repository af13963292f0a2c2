import { atOnce, inSlices } from '../../base/slices.ts'
import type {
  GraphItem,
  GraphItems,
  ItemKey,
  ItemOptions,
} from '../../model/link-graph/graph-items.ts'
import { itemsInSlices, itemsOf } from '../../model/link-graph/items.ts'
import type { LinkGraph, TraceBox } from '../../model/link-graph/link-graph.ts'
import { EMPTY_LAYOUT, type GraphLayout, type Place } from '../../canvas/graph/graph-layout.ts'
import { type Clock, clockOf, grownClock } from './layout/clock.ts'
import type { LayoutAsk } from './layout/lay-out.ts'
import { Layouter } from './layout/layouter.ts'
import { hintsInSlices } from './scene/hints.ts'
import { originOf, timeOf } from './scene/item-time.ts'
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
  /** What kept its place as the rest came is in the way: arranged anew it would be easier to read. */
  readonly strained: boolean
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
  /** What was settled once: asked for again, it stays where it is. */
  readonly #settled = new Set<ItemKey>()
  /** Of the last timeline. */
  #clock: Clock | null = null
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
    return layout && atOnce(this.#drawnAs(wish, items, layout))
  }

  async #many(wish: SceneWish): Promise<Drawn> {
    const { signal } = this.#life
    const items = await inSlices(itemsInSlices(wish.graph, wish.options), signal)
    const ask = await inSlices(this.#askOf(wish, items), signal)
    const layout = this.#layouter.now(ask) ?? (await this.#layouter.later(ask, signal))
    return inSlices(this.#drawnAs(wish, items, layout), signal)
  }

  *#askOf({ graph, layout }: SceneWish, items: GraphItems): Generator<void, LayoutAsk> {
    const before = this.#anew ? EMPTY_LAYOUT : this.#layouts[layout]
    this.#anew = false
    for (const item of items.items) if (isSettled(item)) this.#settled.add(item.key)
    const kept = keptPlaces(this.#settled, before)
    yield
    // With the root alone nothing has been read yet.
    const clock = layout === 'timeline' ? this.#clockFor(graph, items, kept.size > 1) : null
    yield
    const input = yield* layoutInput(items, this.#draw, clock)
    return { ...input, layout, kept }
  }

  /** What has a place keeps its time where it is. */
  #clockFor(graph: LinkGraph, { items }: GraphItems, keeps: boolean): Clock {
    const before = keeps ? this.#clock : null
    const origin = before?.origin ?? originOf(graph)
    const times = items.map((item) => timeOf(item, origin))
    this.#clock = before ? grownClock(before, times) : clockOf(origin, times)
    return this.#clock
  }

  *#drawnAs(wish: SceneWish, items: GraphItems, layout: GraphLayout): Generator<void, Drawn> {
    this.#layouts[wish.layout] = layout
    const hints = yield* hintsInSlices(wish.graph)
    const scene = yield* sceneOf(items, layout, this.#draw, hints, wish.layout)
    const clock = wish.layout === 'timeline' ? this.#clock : null
    return { ...wish, items, scene, clock, strained: clock ? clock.grown : layout.strained }
  }
}

/** What is still on its way may move; the rest stays. */
function keptPlaces(settled: ReadonlySet<ItemKey>, { places }: GraphLayout): Map<string, Place> {
  return new Map([...places].filter(([key]) => settled.has(key as ItemKey)))
}

function isSettled(item: GraphItem): boolean {
  if (item.kind === 'stack') return item.label.at !== 'pending'
  return item.box.side === 'root' || !isPending(item.box)
}

function isPending({ ends }: TraceBox): boolean {
  return ends.length > 0 && ends.every(({ target }) => target.at === 'pending')
}
