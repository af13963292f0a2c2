import type { Point } from '../../../canvas/graph/graph-layout.ts'

export interface EdgeLabel extends Point {
  readonly text: string
  readonly anchor: 'start' | 'end'
}

/** An edge that rises or falls by less runs level beside its label. */
const LEVEL = 8

/** Beside the end of an edge, on the side from which it bends away. */
export function labelAt(atCause: boolean, from: Point, to: Point, text: string): EdgeLabel {
  const below = atCause ? to.y < from.y - LEVEL : from.y < to.y - LEVEL
  const shift = below ? 17 : -9
  return atCause
    ? { text, x: from.x + 16, y: from.y + shift, anchor: 'start' }
    : { text, x: to.x - 16, y: to.y + shift, anchor: 'end' }
}

/** Beside an edge that leaves its box downwards or upwards, in the room between two rows. */
export function labelBelow(from: Point, isDown: boolean, text: string): EdgeLabel {
  return { text, x: from.x + 6, y: isDown ? from.y + 13 : from.y - 5, anchor: 'start' }
}

const LABEL_HEIGHT = 13

/** Labels that would lie on each other give way to the first. */
export class LabelRoom {
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
