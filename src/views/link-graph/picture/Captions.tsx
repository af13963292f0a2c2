import { useMemo } from 'react'
import type { Camera } from '../../../canvas/camera.ts'
import { BOX_WIDTH, COLUMN_PITCH } from '../../../canvas/graph/graph-layout.ts'
import { captionsOf } from '../scene/captions.ts'
import type { Scene } from '../scene/scene.ts'

interface Props {
  readonly scene: Scene
  readonly camera: Camera
}

/** In less room for a column words would lie on each other. */
const LEAST = 110

/** The names of the columns; they stay on a strip at the top when the picture moves. */
export function Captions({ scene, camera: { x, k } }: Props) {
  const captions = useMemo(() => captionsOf(scene), [scene])
  if (k * COLUMN_PITCH < LEAST) return null
  return (
    <div className="lg-strip" aria-hidden="true">
      {captions.map(({ x: at, text }) => (
        <span
          key={at}
          className="truncate"
          style={{
            transform: `translateX(${x + k * at}px)`,
            maxWidth: Math.max(k * BOX_WIDTH, LEAST - 8),
          }}
        >
          {text}
        </span>
      ))}
    </div>
  )
}
