import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { Minimap } from './minimap-layout.ts'

export const MINIMAP_HEIGHT = 40
/** Of a cell of the grid, in CSS pixels. */
export const CELL = 2
/** No lane is thinner than a pixel. */
export const MAX_LANES = 28

const LANES_HEIGHT = 28
const MAX_LANE = 5
const MARK = 3

type Paper = Pick<CanvasRenderingContext2D, 'clearRect' | 'fillRect' | 'fillStyle'>

/** Spans in the colours of their services; below them a line of marks for links and one for errors, so that none is lost. */
export function paintMinimap(paper: Paper, map: Minimap, theme: CanvasTheme): void {
  paper.clearRect(0, 0, map.cells * CELL, MINIMAP_HEIGHT)
  const pitch = Math.min(MAX_LANE, LANES_HEIGHT / map.lanes)
  const height = pitch > 2 ? pitch - 1 : pitch
  for (const { lane, from, to, color } of map.runs) {
    paper.fillStyle = theme.services[color]
    paper.fillRect(from * CELL, 1 + lane * pitch, (to - from) * CELL, height)
  }
  paper.fillStyle = theme.link
  for (const cell of map.links) paper.fillRect(cell * CELL, LANES_HEIGHT + 3, MARK, MARK)
  paper.fillStyle = theme.error
  for (const cell of map.errors) paper.fillRect(cell * CELL, LANES_HEIGHT + 7, MARK, MARK)
}
