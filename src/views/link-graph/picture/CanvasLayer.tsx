import { useLayoutEffect, useRef } from 'react'
import { type Camera, sightOf } from '../../../canvas/camera.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import { type PaintOptions, paintScene } from '../scene/paint.ts'
import type { Scene } from '../scene/scene.ts'
import { MOST_EDGES } from '../scene/shown-edges.ts'
import type { Size } from './size.ts'

interface Props {
  readonly scene: Scene
  readonly camera: Camera
  readonly size: Size
  readonly theme: CanvasTheme
  readonly look: Pick<PaintOptions, 'selected' | 'hot' | 'found'>
}

/** The picture when it is large: what is in sight is painted anew each time. */
export function CanvasLayer({ scene, camera, size, theme, look }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const node = canvas.current
    const paper = node?.getContext('2d')
    if (!node || !paper) return
    const ratio = window.devicePixelRatio
    const [across, down] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
    // Setting a size, even the same, throws the canvas away.
    if (node.width !== across) node.width = across
    if (node.height !== down) node.height = down
    paper.setTransform(1, 0, 0, 1, 0, 0)
    paper.clearRect(0, 0, across, down)
    const { x, y, k } = camera
    paper.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio)
    paintScene(paper, scene, theme, {
      ...look,
      sight: sightOf(camera, size),
      zoom: k,
      most: MOST_EDGES,
    })
  }, [scene, camera, size, theme, look])
  return <canvas ref={canvas} className="lg-layer" aria-hidden="true" />
}
