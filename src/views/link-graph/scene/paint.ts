import { type Area, overlap } from '../../../canvas/camera.ts'
import { BOX_WIDTH } from '../../../canvas/graph/graph-layout.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import type { EdgeLabel } from './edge-label.ts'
import { WORDS_ZOOM, paintBlock, paintBox } from './paint-box.ts'
import { LABEL_ROOM, fontOf, shortened, wordSizes } from './paint-words.ts'
import type { Paper } from './paper.ts'
import type { Scene, SceneBox, SceneEdge } from './scene.ts'
import { boxesIn, shownEdges } from './shown-edges.ts'

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

const BARS_ZOOM = 0.15
const FAINT = 0.25
const MERGED = 0.45
/** More edges than this are paler, so that where they meet each can still be followed. */
const CROWD = 100
const CROWDED = 0.5
/** Those that are left of very many run to few points. */
const THINNED = 0.3
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
  const isThinned = shown.length < scene.edges.length
  const crowd = isThinned ? THINNED : scene.edges.length > CROWD ? CROWDED : 1
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
    for (const label of labelled) paintLabel(paper, label, theme, sight, zoom)
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
  zoom: number,
): void {
  if (x < sight.left - BOX_WIDTH || x > sight.right + BOX_WIDTH) return
  if (y < sight.top || y > sight.bottom + 13) return
  const { facts: size } = wordSizes(zoom)
  paper.font = fontOf(theme, size)
  paper.textBaseline = 'alphabetic'
  paper.textAlign = anchor === 'start' ? 'left' : 'right'
  const shown = shortened(paper, text, LABEL_ROOM)
  const { width } = paper.measureText(shown)
  paper.fillStyle = theme.surface
  paper.fillRect((anchor === 'start' ? x : x - width) - 2, y - size + 1, width + 4, size + 2)
  paper.fillStyle = theme.link
  paper.fillText(shown, x, y)
}
