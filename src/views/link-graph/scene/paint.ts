import { type Area, overlap } from '../../../canvas/camera.ts'
import { serviceSlot } from '../../../canvas/service-colors.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import { BARS_INSET } from './card-bars.ts'
import { BOX_WIDTH, type Place } from '../../../canvas/graph/graph-layout.ts'
import type { EdgeLabel } from './edge-label.ts'
import type { Scene, SceneBox, SceneEdge } from './scene.ts'
import { boxesIn, shownEdges } from './shown-edges.ts'

/** The part of a 2D context that painting uses: a recording one serves in tests. */
export type Paper = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'bezierCurveTo'
  | 'roundRect'
  | 'fillRect'
  | 'fill'
  | 'stroke'
  | 'closePath'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>

export interface PaintOptions {
  /** What is in sight, on the plane. */
  readonly sight: Area
  /** Screen pixels a pixel of the plane: small writing is left out. */
  readonly zoom: number
  readonly selected: ItemKey | null
  /** Its edges and their other ends stand out; an edge itself may be meant. */
  readonly hot: ItemKey | string | null
  /** Null: everything counts the same; else the others are faint. */
  readonly found: ReadonlySet<ItemKey> | null
  /** More edges are thinned out; left out: all are painted. */
  readonly most?: number
}

/** Below it words are not legible. */
export const WORDS_ZOOM = 0.45
const BARS_ZOOM = 0.15
/** A hint in less room says nothing. */
const HINT_ROOM = 36
const FAINT = 0.25
const MERGED = 0.45
/** More edges than this are paler, so that where they meet each can still be followed. */
const CROWD = 100
const CROWDED = 0.5
/** Rings around more boxes than this say nothing. */
const MANY = 300

/** Paints what is in sight, edges beneath boxes. The context is set to the camera before. */
export function paintScene(
  paper: Paper,
  scene: Scene,
  theme: CanvasTheme,
  options: PaintOptions,
): void {
  const { sight, zoom, selected, hot, found, most = Infinity } = options
  const boxes = boxesIn(scene, sight)
  const meant = hot ?? selected
  const shown = shownEdges(scene, boxes, meant, most)
  const isMeant = (edge: SceneEdge) =>
    edge.key === meant || edge.cause === meant || edge.effect === meant
  const crowd = scene.edges.length > CROWD ? CROWDED : 1
  const anyMeant = meant !== null && shown.some(isMeant)
  const ends = new Set<ItemKey>()
  const labelled: EdgeLabel[] = []
  for (const edge of shown) {
    const stands = anyMeant && isMeant(edge)
    if (stands) ends.add(edge.cause).add(edge.effect)
    if (!overlap(edge.area, sight)) continue
    if (edge.label && (stands || !anyMeant)) labelled.push(edge.label)
    paper.globalAlpha = stands ? 1 : anyMeant || found ? FAINT : crowd
    // Many links in one are wide enough to be seen, and must not hide single ones.
    if (!edge.link && !stands) paper.globalAlpha *= MERGED
    paintEdge(paper, edge, theme, zoom, stands)
  }
  if (zoom >= WORDS_ZOOM) {
    paper.globalAlpha = 1
    for (const label of labelled) paintLabel(paper, label, theme, sight)
  }
  const ringOf = ({ key }: SceneBox) =>
    key === selected ? 'selected' : ends.has(key) && boxes.length <= MANY ? 'end' : null
  for (const box of boxes) {
    paper.globalAlpha = found && !found.has(box.key) ? FAINT : 1
    if (zoom >= BARS_ZOOM) paintBox(paper, box, theme, zoom, ringOf(box))
    else paintBlock(paper, box, theme, zoom, ringOf(box))
  }
  paper.globalAlpha = 1
}

function paintEdge(
  paper: Paper,
  edge: SceneEdge,
  theme: CanvasTheme,
  zoom: number,
  stands: boolean,
): void {
  const { start, pieces } = edge.curve
  paper.strokeStyle = theme.link
  // Never thinner than a pixel of the screen, or thousands of edges vanish.
  paper.lineWidth = Math.max(edge.width + (stands ? 0.75 : 0), 0.75 / zoom)
  paper.setLineDash(edge.dashed && isShort(edge) ? [5, 4] : [])
  paper.beginPath()
  paper.moveTo(start.x, start.y)
  for (const { control1, control2, end } of pieces) {
    paper.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, end.x, end.y)
  }
  paper.stroke()
  paper.setLineDash([])
  if (zoom < BARS_ZOOM) return
  const tip = pieces.at(-1)!.end
  const size = 4 + edge.width
  paper.fillStyle = theme.link
  paper.beginPath()
  paper.moveTo(tip.x, tip.y)
  paper.lineTo(tip.x - size * 1.4, tip.y - size / 1.6)
  paper.lineTo(tip.x - size * 1.4, tip.y + size / 1.6)
  paper.closePath()
  paper.fill()
}

/** A browser makes every dash of a line, in sight or not: thousands of lines of many screens' length would take it minutes. */
function isShort(edge: SceneEdge): boolean {
  const { top, bottom } = edge.area
  return bottom - top < DASHED_MOST
}

const DASHED_MOST = 20_000

/** On a strip of its own, since edges may run beneath it. */
function paintLabel(
  paper: Paper,
  { text, x, y, anchor }: EdgeLabel,
  theme: CanvasTheme,
  sight: Area,
): void {
  if (x < sight.left - BOX_WIDTH || x > sight.right + BOX_WIDTH) return
  if (y < sight.top || y > sight.bottom + 13) return
  paper.font = theme.font
  paper.textBaseline = 'alphabetic'
  paper.textAlign = anchor === 'start' ? 'left' : 'right'
  const { width } = paper.measureText(text)
  paper.fillStyle = theme.surface
  paper.fillRect((anchor === 'start' ? x : x - width) - 2, y - 10, width + 4, 13)
  paper.fillStyle = theme.link
  paper.fillText(text, x, y)
}

function paintBox(
  paper: Paper,
  { place, card, bars, item, hint }: SceneBox,
  theme: CanvasTheme,
  zoom: number,
  ring: Ring | null,
): void {
  const { x, y, width, height } = place
  if (item.kind === 'stack') {
    for (const shift of [8, 4]) panel(paper, { ...place, x: x + shift, y: y + shift }, theme, false)
  }
  panel(paper, place, theme, card.mark === 'absent')
  if (card.service !== '') {
    paper.fillStyle = theme.services[serviceSlot(card.service)]
    paper.beginPath()
    paper.roundRect(x, y, 4, height, 2)
    paper.fill()
  }
  if (card.mark === 'failed') {
    paper.fillStyle = theme.error
    paper.beginPath()
    paper.roundRect(x + width - 18, y + 10, 9, 9, 4.5)
    paper.fill()
  }
  if (ring) paintRing(paper, place, theme, zoom, ring)
  // On a clock a box is as wide as its trace was long, and so are its bars.
  const wide = (width - 2 * BARS_INSET) / (BOX_WIDTH - 2 * BARS_INSET)
  for (const bar of bars) {
    paper.fillStyle = theme.services[serviceSlot(bar.service)]
    const left = x + BARS_INSET + (bar.x - BARS_INSET) * wide
    paper.fillRect(left, y + bar.y, bar.width * wide, bar.height)
  }
  if (item.kind === 'stack') paintHistogram(paper, item.histogram, place, theme)
  if (zoom < WORDS_ZOOM) return
  const room = width - 28 - (card.mark === 'failed' ? 14 : 0)
  paper.textAlign = 'left'
  paper.textBaseline = 'alphabetic'
  paper.fillStyle = theme.text
  paper.font = `600 13${theme.font.slice(2)}`
  const title = card.count > 1 ? `${card.title} ×${card.count}` : card.title
  const head = shortened(paper, title, room)
  const headWidth = paper.measureText(head).width
  paper.fillText(head, x + 14, y + 20)
  if (hint !== '' && room - headWidth > HINT_ROOM) {
    paper.fillStyle = theme.textMuted
    paper.font = `13${theme.font.slice(2)}`
    paper.fillText(shortened(paper, hint, room - headWidth - 6), x + 20 + headWidth, y + 20)
  }
  paper.fillStyle = theme.textMuted
  paper.font = theme.font
  paper.fillText(shortened(paper, card.facts, width - 28), x + 14, y + 37)
}

type Ring = 'selected' | 'end'

function paintRing(
  paper: Paper,
  { x, y, width, height }: Place,
  theme: CanvasTheme,
  zoom: number,
  ring: Ring,
): void {
  paper.strokeStyle = theme.link
  paper.lineWidth = Math.max(ring === 'selected' ? 2 : 1, 1 / zoom)
  const out = ring === 'selected' ? 4 : 0
  paper.beginPath()
  paper.roundRect(x - out, y - out, width + 2 * out, height + 2 * out, 6 + out)
  paper.stroke()
}

/** A box so small that only its place, its service and a failure can be told. Rectangles alone: there may be 10,000. */
function paintBlock(
  paper: Paper,
  { place, card }: SceneBox,
  theme: CanvasTheme,
  zoom: number,
  ring: Ring | null,
): void {
  const { x, y, width, height } = place
  const pixel = 1 / zoom
  paper.fillStyle = theme.border
  paper.fillRect(x, y, width, height)
  paper.fillStyle = theme.background
  paper.fillRect(x + pixel, y + pixel, width - 2 * pixel, height - 2 * pixel)
  if (card.service !== '') {
    paper.fillStyle = theme.services[serviceSlot(card.service)]
    paper.fillRect(x, y, 3 * pixel, height)
  }
  if (card.mark === 'failed') {
    paper.fillStyle = theme.error
    paper.fillRect(x + width - 4 * pixel, y, 4 * pixel, Math.min(height, 4 * pixel))
  }
  if (ring) paintRing(paper, place, theme, zoom, ring)
}

function panel(paper: Paper, { x, y, width, height }: Place, theme: CanvasTheme, dashed: boolean) {
  paper.fillStyle = theme.background
  paper.strokeStyle = dashed ? theme.textMuted : theme.border
  paper.lineWidth = 1
  paper.setLineDash(dashed ? [4, 3] : [])
  paper.beginPath()
  paper.roundRect(x, y, width, height, 6)
  paper.fill()
  paper.stroke()
  paper.setLineDash([])
}

export const HISTOGRAM = { inset: 14, top: 46, height: 24 }

function paintHistogram(
  paper: Paper,
  histogram: readonly number[],
  { x, y, width }: Place,
  theme: CanvasTheme,
): void {
  const most = Math.max(1, ...histogram)
  const step = (width - 2 * HISTOGRAM.inset) / Math.max(1, histogram.length)
  paper.fillStyle = theme.link
  histogram.forEach((count, i) => {
    if (count === 0) return
    const tall = Math.max(2, (count / most) * HISTOGRAM.height)
    const left = x + HISTOGRAM.inset + i * step
    paper.fillRect(left, y + HISTOGRAM.top + HISTOGRAM.height - tall, Math.max(1, step - 1), tall)
  })
}

/** The head of a text as wide as there is room. */
function shortened(paper: Paper, text: string, room: number): string {
  if (paper.measureText(text).width <= room) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (paper.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle
    else high = middle - 1
  }
  return `${text.slice(0, low)}…`
}
