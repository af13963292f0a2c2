import { type SpanRef, type TraceId, sameRef, spanKey } from '../../../model/ids.ts'
import type {
  GraphItem,
  GraphItems,
  ItemEdge,
  ItemKey,
} from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import type { EpochNanos } from '../../../base/time.ts'
import type { GraphLayout, LayoutEdge, Place, Point } from '../../../canvas/graph/graph-layout.ts'
import type { GraphNode, LayoutAsk } from '../layout/lay-out.ts'
import { CARD_HEIGHT, type Card, cardOf } from './card.ts'
import { type CardBars, cardBars } from './card-bars.ts'
import { type Curve, curveThrough, steppedCurve } from '../../../canvas/graph/curve.ts'
import { linkWords, linksWords } from './edge-words.ts'
import { timeOf } from './item-time.ts'

/** All that a picture of the graph shows, in the coordinates of the layout. SVG, canvas, minimap and hit test read the same. */
export interface Scene {
  readonly boxes: readonly SceneBox[]
  readonly edges: readonly SceneEdge[]
}

export interface SceneBox {
  readonly key: ItemKey
  readonly item: GraphItem
  readonly place: Place
  readonly card: Card
  readonly bars: CardBars['bars']
  /** What tells it from boxes of the same name; empty: nothing. */
  readonly hint: string
}

export interface SceneEdge {
  readonly key: string
  readonly cause: ItemKey
  readonly effect: ItemKey
  /** The one link that is drawn; null: all of `of` together. */
  readonly link: LinkEdge | null
  readonly of: ItemEdge
  readonly curve: Curve
  readonly width: number
  readonly dashed: boolean
  readonly failed: boolean
  /** Null: there is no room for it; the details have it. */
  readonly label: EdgeLabel | null
}

export interface EdgeLabel extends Point {
  readonly text: string
  readonly anchor: 'start' | 'end'
}

const NO_HINTS: ReadonlyMap<TraceId, string> = new Map()
const NO_BARS: CardBars = { bars: [], heightOf: new Map() }

/** What is drawn of an item, whatever its place. Kept from scene to scene for an item that did not change. */
export interface ItemDrawing {
  readonly card: Card
  readonly bars: CardBars
}

/** Draws items once: the next scene finds what is unchanged. */
export function itemDrawer(): (item: GraphItem) => ItemDrawing {
  const drawn = new WeakMap<object, ItemDrawing>()
  return (item) => {
    const identity = item.kind === 'box' ? item.box : item
    const before = drawn.get(identity)
    if (before) return before
    const bars = item.kind === 'box' ? cardBars(item.box) : NO_BARS
    const drawing = { card: cardOf(item), bars }
    drawn.set(identity, drawing)
    return drawing
  }
}

/** What the layouts need of the items. */
export function layoutInput(
  { items, edges }: GraphItems,
  draw: (item: GraphItem) => ItemDrawing,
  origin: EpochNanos,
): { readonly nodes: GraphNode[]; readonly edges: LayoutEdge[] } {
  const drawings = new Map(items.map((item) => [item.key, draw(item)]))
  return {
    nodes: items.map((item) => ({
      id: item.key,
      height: CARD_HEIGHT,
      column: columnOf(item),
      time: timeOf(item, origin),
    })),
    edges: edges
      .filter(({ cause, effect }) => cause !== effect)
      .map((edge) => ({
        id: edge.key,
        cause: edge.cause,
        effect: edge.effect,
        causeAt: meanAt(
          edge.edges.map(({ to }) => drawings.get(edge.cause)!.bars.heightOf.get(spanKey(to))),
        ),
        effectAt: meanAt(
          edge.edges.map(({ from }) => drawings.get(edge.effect)!.bars.heightOf.get(spanKey(from))),
        ),
      })),
  }
}

function columnOf(item: GraphItem): number | null {
  const { side, hop } = item.kind === 'box' ? item.box : item
  switch (side) {
    case 'root':
      return 0
    case 'cause':
      return -hop
    case 'effect':
      return hop
    case 'beside':
      return null
  }
}

function meanAt(heights: readonly (number | undefined)[]): number {
  const known = heights.filter((height) => height !== undefined)
  if (known.length === 0) return 0.5
  return known.reduce((sum, height) => sum + height, 0) / known.length / CARD_HEIGHT
}

export function sceneOf(
  { items, edges }: GraphItems,
  layout: GraphLayout,
  draw: (item: GraphItem) => ItemDrawing,
  hints: ReadonlyMap<TraceId, string> = NO_HINTS,
  kind: LayoutAsk['layout'] = 'causal',
): Scene {
  const boxes = new Map<ItemKey, PlacedBox>()
  for (const item of items) {
    const place = layout.places.get(item.key)
    // An item that came after the layout began is in the next one.
    if (place) boxes.set(item.key, { item, place, ...draw(item) })
  }
  const degrees = degreesOf(edges)
  const labels = new LabelRoom()
  const drawn: SceneEdge[] = []
  for (const edge of edges) {
    const cause = boxes.get(edge.cause)
    const effect = boxes.get(edge.effect)
    if (!cause || !effect || cause === effect) continue
    const between = layout.bends.get(edge.key) ?? []
    // At the end with fewer edges there is room for words.
    const atCause = (degrees.effects.get(edge.cause) ?? 0) <= (degrees.causes.get(edge.effect) ?? 0)
    for (const link of singleLinks(cause, effect, edge)) {
      const steps = kind === 'timeline' && stepsBetween(cause, effect)
      const right = rightOf(cause, link ? link.to : onlyOne(edge.edges.map((one) => one.to)))
      const to = leftOf(effect, link ? link.from : onlyOne(edge.edges.map((one) => one.from)))
      const from = steps ? leavingDown(cause, to) : right
      const { text, ...look } = link ? linkLook(link) : mergedLook(edge)
      const label = steps ? labelBelow(from, to, text) : labelAt(atCause, from, to, text)
      drawn.push({
        ...look,
        key: link?.key ?? edge.key,
        cause: edge.cause,
        effect: edge.effect,
        link,
        of: edge,
        curve: steps ? steppedCurve(from, to) : curveThrough(from, between, to),
        label: labels.takes(label) ? label : null,
      })
    }
  }
  const placed = [...boxes.values()].map(({ item, place, card, bars }) => {
    const hint = item.kind === 'box' ? (hints.get(item.box.traceId) ?? '') : ''
    return { key: item.key, item, place, card, bars: bars.bars, hint }
  })
  return { boxes: placed, edges: drawn }
}

/** Beside the end of an edge, on the side from which it bends away. */
function labelAt(atCause: boolean, from: Point, to: Point, text: string): EdgeLabel {
  const below = atCause ? to.y < from.y - LEVEL : from.y < to.y - LEVEL
  const shift = below ? 17 : -9
  return atCause
    ? { text, x: from.x + 16, y: from.y + shift, anchor: 'start' }
    : { text, x: to.x - 16, y: to.y + shift, anchor: 'end' }
}

/** On a clock an effect begins right of where its cause began, and often before the cause's box ends: the edge goes by its left side. */
function stepsBetween(cause: PlacedBox, effect: PlacedBox): boolean {
  return cause.place.y !== effect.place.y && effect.place.x > cause.place.x + STEP_FROM
}

/** How far right of the beginning of a box an edge leaves it downwards or upwards. */
const STEP_FROM = 10

function leavingDown({ place: { x, y, height } }: PlacedBox, to: Point): Point {
  return { x: x + STEP_FROM, y: to.y > y ? y + height : y }
}

/** Beside the edge, in the room between two rows. */
function labelBelow(from: Point, to: Point, text: string): EdgeLabel {
  return { text, x: from.x + 6, y: to.y > from.y ? from.y + 13 : from.y - 5, anchor: 'start' }
}

/** An edge that rises or falls by less runs level beside its label. */
const LEVEL = 8

interface PlacedBox extends ItemDrawing {
  readonly item: GraphItem
  readonly place: Place
}

/** Null: all links of the edge together. */
function singleLinks(
  cause: PlacedBox,
  effect: PlacedBox,
  { edges }: ItemEdge,
): readonly (LinkEdge | null)[] {
  const both = cause.item.kind === 'box' && effect.item.kind === 'box'
  return both && edges.length <= MOST_SINGLE ? edges : [null]
}

type Look = Pick<SceneEdge, 'width' | 'dashed' | 'failed'> & { readonly text: string }

function linkLook(link: LinkEdge): Look {
  const { failed, linked } = link
  return { text: linkWords(link), width: 1.5, dashed: linked.at === 'absent', failed }
}

function mergedLook(edge: ItemEdge): Look {
  return {
    text: linksWords(edge),
    width: Math.min(8, 1.5 + Math.log2(1 + edge.links) * 0.8),
    dashed: edge.unresolved === edge.edges.length,
    failed: edge.failed > 0,
  }
}

const LABEL_HEIGHT = 13

/** Labels that would lie on each other give way to the first. */
class LabelRoom {
  /** Heights by column and line; a line holds one. */
  readonly #taken = new Map<string, number>()

  takes({ text, x, y, anchor }: EdgeLabel): boolean {
    if (text === '') return false
    const line = Math.floor(y / LABEL_HEIGHT)
    const keyOf = (at: number) => `${anchor} ${Math.round(x)} ${at}`
    const isNear = (at: number) => {
      const height = this.#taken.get(keyOf(at))
      return height !== undefined && Math.abs(height - y) < LABEL_HEIGHT
    }
    if (isNear(line - 1) || isNear(line) || isNear(line + 1)) return false
    this.#taken.set(keyOf(line), y)
    return true
  }
}

/** More links between two boxes are one thick edge: single ones could not be told apart. */
const MOST_SINGLE = 12

/** The span that all are. */
function onlyOne([first, ...others]: readonly SpanRef[]): SpanRef | undefined {
  return first && others.every((other) => sameRef(other, first)) ? first : undefined
}

interface Degrees {
  readonly effects: ReadonlyMap<ItemKey, number>
  readonly causes: ReadonlyMap<ItemKey, number>
}

function degreesOf(edges: readonly ItemEdge[]): Degrees {
  const effects = new Map<ItemKey, number>()
  const causes = new Map<ItemKey, number>()
  for (const { cause, effect } of edges) {
    effects.set(cause, (effects.get(cause) ?? 0) + 1)
    causes.set(effect, (causes.get(effect) ?? 0) + 1)
  }
  return { effects, causes }
}

/** The right side of a box, at the height of a span's bar or of its middle. */
function rightOf(box: PlacedBox, span: SpanRef | undefined): Point {
  return { x: box.place.x + box.place.width, y: heightIn(box, span) }
}

function leftOf(box: PlacedBox, span: SpanRef | undefined): Point {
  return { x: box.place.x, y: heightIn(box, span) }
}

function heightIn({ place, bars }: PlacedBox, span: SpanRef | undefined): number {
  const height = span && bars.heightOf.get(spanKey(span))
  return place.y + (height ?? place.height / 2)
}
