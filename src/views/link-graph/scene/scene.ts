import { type SpanRef, type TraceId, sameRef, spanKey } from '../../../model/ids.ts'
import type {
  GraphItem,
  GraphItems,
  ItemEdge,
  ItemKey,
} from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import type { Area } from '../../../canvas/camera.ts'
import { type Curve, areaOfCurve } from '../../../canvas/graph/curve.ts'
import type { GraphLayout, Place, Point } from '../../../canvas/graph/graph-layout.ts'
import type { LayoutAsk } from '../layout/lay-out.ts'
import { type Card, cardOf } from './card.ts'
import { type CardBars, cardBars } from './card-bars.ts'
import { type EdgeLabel, LabelRoom, labelAt, labelBelow } from './edge-label.ts'
import { linkWords, linksWords } from './edge-words.ts'
import { areaOf } from './area-of-place.ts'
import { STACK_DEPTH } from './paint-box.ts'
import { waysOf } from './ways.ts'

/** All that a picture of the graph shows, in the coordinates of the layout. SVG, canvas, minimap and hit test read the same. */
export interface Scene {
  readonly boxes: readonly SceneBox[]
  readonly edges: readonly SceneEdge[]
  readonly boxOf: ReadonlyMap<ItemKey, SceneBox>
  readonly layout: LayoutAsk['layout']
  /** What the boxes cover; null: there are none. */
  readonly area: Area | null
  /** The edges that end on a box. */
  readonly edgesOf: ReadonlyMap<ItemKey, readonly SceneEdge[]>
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
  /** What the curve lies within. */
  readonly area: Area
  readonly width: number
  readonly dashed: boolean
  readonly failed: boolean
  /** Null: there is no room for it; the details have it. */
  readonly label: EdgeLabel | null
}

const NO_BARS: CardBars = { bars: [], heightOf: new Map() }

/** What is drawn of an item, whatever its place. Kept from scene to scene for an item that did not change. */
export interface ItemDrawing {
  readonly card: Card
  readonly bars: CardBars
}

export type ItemDrawer = (item: GraphItem) => ItemDrawing

/** Draws items once: the next scene finds what is unchanged. */
export function itemDrawer(): ItemDrawer {
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

/** One yield after so many items or edges. */
const SLICE = 256

export function* sceneOf(
  { items, edges }: GraphItems,
  layout: GraphLayout,
  draw: ItemDrawer,
  hints: ReadonlyMap<TraceId, string>,
  kind: LayoutAsk['layout'],
): Generator<void, Scene> {
  const placed = new Map<ItemKey, PlacedBox>()
  const boxes: SceneBox[] = []
  const boxOf = new Map<ItemKey, SceneBox>()
  let done = 0
  for (const item of items) {
    if (++done % SLICE === 0) yield
    const place = layout.places.get(item.key)
    // An item that came after the layout began is in the next one.
    if (!place) continue
    const { card, bars } = draw(item)
    placed.set(item.key, { item, place, card, bars })
    const hint = item.kind === 'box' ? (hints.get(item.box.traceId) ?? '') : ''
    const box = { key: item.key, item, place, card, bars: bars.bars, hint }
    boxes.push(box)
    boxOf.set(item.key, box)
  }
  const ways = waysOf(kind, layout)
  yield
  const degrees = degreesOf(edges)
  const labels = new LabelRoom()
  const drawn: SceneEdge[] = []
  for (const edge of edges) {
    if (++done % SLICE === 0) yield
    const cause = placed.get(edge.cause)
    const effect = placed.get(edge.effect)
    if (!cause || !effect || cause === effect) continue
    // At the end with fewer edges there is room for words.
    const atCause = (degrees.effects.get(edge.cause) ?? 0) <= (degrees.causes.get(edge.effect) ?? 0)
    for (const link of singleLinks(cause, effect, edge)) {
      const causeSpan = link ? link.to : onlyOne(edge.edges.map((one) => one.to))
      const effectSpan = link ? link.from : onlyOne(edge.edges.map((one) => one.from))
      const ends = {
        id: edge.key,
        cause: cause.place,
        effect: effect.place,
        causeY: heightIn(cause, causeSpan),
        effectY: heightIn(effect, effectSpan),
      }
      const from = ways.startOf(ends)
      const to = { x: effect.place.x, y: ends.effectY }
      const { text, ...look } = link ? linkLook(link) : mergedLook(edge)
      const label =
        from.x < cause.place.x + cause.place.width
          ? labelBelow(pastShadow(cause, from), from.y > cause.place.y, text)
          : labelAt(atCause, from, to, text)
      drawn.push(
        new LazyEdge(
          {
            ...look,
            key: link?.key ?? edge.key,
            cause: edge.cause,
            effect: edge.effect,
            link,
            of: edge,
            label: labels.takes(label) ? label : null,
          },
          () => ways.curveOf(ends),
        ),
      )
    }
  }
  const edgesOf = new Map<ItemKey, SceneEdge[]>()
  for (const edge of drawn) {
    for (const end of [edge.cause, edge.effect]) {
      const known = edgesOf.get(end)
      if (known) known.push(edge)
      else edgesOf.set(end, [edge])
    }
    if (++done % SLICE === 0) yield
  }
  return { boxes, boxOf, layout: kind, area: areaOf(boxes), edges: drawn, edgesOf }
}

type EdgeLook = Omit<SceneEdge, 'curve' | 'area'>

/** An edge whose way is found when it is first drawn: of very many, most never are. */
class LazyEdge implements SceneEdge {
  readonly key
  readonly cause
  readonly effect
  readonly link
  readonly of
  readonly width
  readonly dashed
  readonly failed
  readonly label
  readonly #find: () => Curve
  #curve: Curve | null = null
  #area: Area | null = null

  constructor(look: EdgeLook, find: () => Curve) {
    this.key = look.key
    this.cause = look.cause
    this.effect = look.effect
    this.link = look.link
    this.of = look.of
    this.width = look.width
    this.dashed = look.dashed
    this.failed = look.failed
    this.label = look.label
    this.#find = find
  }

  get curve(): Curve {
    return (this.#curve ??= this.#find())
  }

  get area(): Area {
    return (this.#area ??= areaOfCurve(this.curve))
  }
}

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

/** Words below a stack begin below its lowest card. */
function pastShadow({ item, place }: PlacedBox, { x, y }: Point): Point {
  return { x, y: item.kind === 'stack' && y > place.y ? y + STACK_DEPTH : y }
}

/** The height of a span's bar in a box, or of the box's middle. */
function heightIn({ place, bars }: PlacedBox, span: SpanRef | undefined): number {
  const height = span && bars.heightOf.get(spanKey(span))
  return place.y + (height ?? place.height / 2)
}
