import { COLUMN_PITCH } from '../../../canvas/graph/graph-layout.ts'
import type { Scene } from './scene.ts'

export interface Caption {
  /** Of the column, on the plane. */
  readonly x: number
  readonly text: string
}

/** What the columns of a causal layout are, from left to right. */
export function captionsOf({ boxes }: Scene): Caption[] {
  const columns = new Set(boxes.map(({ place }) => Math.round(place.x / COLUMN_PITCH)))
  return [...columns]
    .sort((a, b) => a - b)
    .map((column) => ({ x: column * COLUMN_PITCH, text: captionOf(column) }))
}

function captionOf(column: number): string {
  if (column === 0) return 'This trace'
  const name = column < 0 ? 'Causes' : 'Effects'
  return Math.abs(column) === 1 ? name : `${name}, ${Math.abs(column)} links away`
}
