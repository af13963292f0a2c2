import { BOX_WIDTH, type Place } from '../../../canvas/graph/graph-layout.ts'
import { serviceSlot } from '../../../canvas/service-colors.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import { BARS_INSET, BARS_TOP } from './card-bars.ts'
import type { Paper } from './paper.ts'
import { fontOf, shortened, wordSizes } from './paint-words.ts'
import type { SceneBox } from './scene.ts'

/** Below it words are not legible. */
export const WORDS_ZOOM = 0.45
/** How far the cards of a stack reach beyond its place. */
export const STACK_DEPTH = 8
/** What is left of a long hint in less room says nothing. */
const HINT_ROOM = 30
const HINT_GAP = 5

/** A box with its bars, and its words where they are legible. */
export function paintBox(
  paper: Paper,
  { place, card, bars, item, hint }: SceneBox,
  theme: CanvasTheme,
  zoom: number,
  ring: Ring | null,
): void {
  const { x, y, width, height } = place
  if (item.kind === 'stack') {
    for (const shift of [STACK_DEPTH, STACK_DEPTH / 2])
      panel(paper, { ...place, x: x + shift, y: y + shift }, theme, false)
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
  const sizes = wordSizes(zoom)
  const title = card.count > 1 ? `${card.title} ×${card.count}` : card.title
  paper.font = `600 ${fontOf(theme, sizes.title)}`
  // What tells a box apart is not cut for the sake of larger words.
  const needed = paper.measureText(hint === '' ? title : `${title} ${hint}`).width
  const size = Math.max(13, Math.min(sizes.title, (sizes.title * room) / needed))
  paper.font = `600 ${fontOf(theme, size)}`
  const head = shortened(paper, title, room)
  const headWidth = paper.measureText(head).width
  paper.fillText(head, x + 14, y + sizes.titleAt)
  paper.font = fontOf(theme, size)
  const left = room - headWidth - HINT_GAP
  if (hint !== '' && (left > HINT_ROOM || paper.measureText(hint).width <= left)) {
    paper.fillStyle = theme.textMuted
    const shown = shortened(paper, hint, left)
    paper.fillText(shown, x + 14 + headWidth + HINT_GAP, y + sizes.titleAt)
  }
  paper.fillStyle = theme.textMuted
  paper.font = fontOf(theme, sizes.facts)
  card.lines.forEach((line, i) => {
    const at = sizes.factsAt + i * (sizes.facts + 3)
    // Words that are larger because all is small leave room for fewer lines.
    if (i === 0 || at < BARS_TOP - 6)
      paper.fillText(shortened(paper, line, width - 28), x + 14, y + at)
  })
}

export type Ring = 'selected' | 'end'

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
export function paintBlock(
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

export const HISTOGRAM = { inset: 14, top: BARS_TOP - 1, height: 24 }

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
