import { COLUMN_GAP } from '../../../canvas/graph/graph-layout.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { Paper } from './paper.ts'

/** Words from the beginning of a column's edges to the next column. */
export const LABEL_ROOM = COLUMN_GAP - 28

export interface WordSizes {
  readonly title: number
  readonly facts: number
  /** Where their lines stand, from the top of a box. */
  readonly titleAt: number
  readonly factsAt: number
}

/** Pixels of the plane: words shrink less than what they stand on, as far as a box has room for them above its bars. */
export function wordSizes(zoom: number): WordSizes {
  const title = Math.min(22, Math.max(13, 11 / zoom))
  const facts = Math.min(17, Math.max(11, 9 / zoom))
  // 20 and 37 at their own size, 22 and 42 at their largest.
  const grown = (title - 13) / 9
  return { title, facts, titleAt: 20 + 2 * grown, factsAt: 37 + 5 * grown }
}

export function fontOf(theme: CanvasTheme, size: number): string {
  return `${Math.round(size * 10) / 10}${theme.font.slice(2)}`
}

/** The head of a text as wide as there is room. */
export function shortened(paper: Paper, text: string, room: number): string {
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
