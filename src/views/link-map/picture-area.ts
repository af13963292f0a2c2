import type { Area } from '../../canvas/camera.ts'
import type { MapState } from '../../state/map-state.ts'
import type { MapCard, MapLine, MapPicture } from './map-picture.ts'
import { LABEL_ROOM } from './map-ways.ts'

/** All that is drawn. Words at the right end have room in a column's gap. */
export function areaOf(cards: readonly MapCard[], lines: readonly MapLine[]): Area | null {
  if (cards.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = (x: number, y: number) => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { place } of cards) {
    include(place.x, place.y)
    include(place.x + place.width, place.y + place.height)
  }
  for (const { curve, label } of lines) {
    include(label.x + LABEL_ROOM, label.y)
    for (const { control1, control2, end } of curve.pieces) {
      for (const { x, y } of [control1, control2, end]) include(x, y)
    }
  }
  return { left, top, right, bottom }
}

/** Where the chosen edge, else the chosen node is; null: nothing that is drawn is chosen. */
export function areaOfChosen(
  { cards, lines }: MapPicture,
  { node, edge }: Pick<MapState, 'node' | 'edge'>,
): Area | null {
  const line = lines.find(({ row }) => row.key === edge)
  if (line) return areaOfWords(line)
  const card = cards.find(({ id }) => id === node)
  return card ? areaOf([card], []) : null
}

/** Where an edge says what it is. */
export function areaOfWords({ label: { x, y } }: MapLine): Area {
  return { left: x - 12, top: y - 14, right: x + LABEL_ROOM, bottom: y + 10 }
}
