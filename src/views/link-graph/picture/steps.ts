import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import type { Scene, SceneBox } from '../scene/scene.ts'

export type StepKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home'

/**
 * Where an arrow leads: left to a cause and right to an effect, of several the one nearest in height; up and down in the same
 * column, and to the nearest column where there is none. Null: nowhere.
 */
export function stepFrom(scene: Scene, from: ItemKey, key: StepKey): ItemKey | null {
  const box = scene.boxes.find((other) => other.key === from)
  if (!box) return null
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return nearest(box, along(scene, from, key === 'ArrowLeft'))
    case 'ArrowUp':
    case 'ArrowDown':
      return beside(scene, box, key === 'ArrowUp' ? -1 : 1)
    case 'Home':
      return scene.boxes[0]?.key ?? null
  }
}

function along({ boxes, edges }: Scene, from: ItemKey, causes: boolean): SceneBox[] {
  const ends = new Set(
    edges
      .filter(({ cause, effect }) => (causes ? effect : cause) === from)
      .map(({ cause, effect }) => (causes ? cause : effect)),
  )
  return boxes.filter(({ key }) => ends.has(key))
}

function beside({ boxes }: Scene, { key, place }: SceneBox, sign: -1 | 1): ItemKey | null {
  let best: SceneBox | null = null
  let least = Infinity
  for (const other of boxes) {
    const down = (other.place.y - place.y) * sign
    if (other.key === key || down <= 0) continue
    // A box of another column counts as far away: arrows up and down stay in theirs while there is one.
    const distance = down + Math.abs(other.place.x - place.x) * 10
    if (distance >= least) continue
    least = distance
    best = other
  }
  return best && Math.abs(best.place.x - place.x) < place.width ? best.key : null
}

function nearest({ place }: SceneBox, others: readonly SceneBox[]): ItemKey | null {
  const way = (other: SceneBox) => Math.abs(other.place.y - place.y)
  let best: SceneBox | null = null
  for (const other of others) if (!best || way(other) < way(best)) best = other
  return best?.key ?? null
}
