import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import {
  type Area,
  type Camera,
  STILL,
  bringIntoSight,
  fit,
  sightOf,
} from '../../../canvas/camera.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { FRESH_GRAPH, updateGraphView } from '../../../state/view-store.ts'
import type { Scene } from '../scene/scene.ts'
import { type PanZoom, createPanZoom } from './pan-zoom.ts'
import type { Size } from './size.ts'
import { MARGIN, startCamera } from './start-camera.ts'

interface Options {
  readonly node: RefObject<HTMLElement | null>
  readonly size: Size
  readonly scene: Scene | null
  /** Under this name the camera is kept. */
  readonly name: string
  /** More of the picture is on its way. */
  readonly busy: boolean
}

export interface CameraControl {
  readonly camera: Camera
  /** It is as it was left before. */
  readonly restored: boolean
  /** Something is to be seen. */
  readonly ready: boolean
  readonly move: (change: (camera: Camera) => Camera) => void
  readonly fitAll: () => void
  readonly show: (area: Area) => void
}

/**
 * What of the picture is in sight. Kept while the tab lives, so that Back restores it. It never moves by itself but once: when
 * the first load is over, nobody has moved it, and some of the picture is out of sight.
 */
export function useCamera({ node, size, scene, name, busy }: Options): CameraControl {
  const { views } = useExplorer()
  // Kept from before, or moved by the user.
  const [moved, setMoved] = useState(() => {
    const { x, y, k } = views.getState().graphs[name] ?? FRESH_GRAPH
    return k > 0 ? { x, y, k } : null
  })
  const [restored] = useState(moved !== null)
  const [first, setFirst] = useState<{ readonly camera: Camera; readonly final: boolean } | null>(
    null,
  )
  const isDue = first === null || (!first.final && !busy)
  if (moved === null && isDue && scene && scene.boxes.length > 0 && size.width > 0) {
    const stays = first !== null && !isOutOfSight(scene, first.camera, size)
    setFirst({ camera: stays ? first.camera : startCamera(scene, size), final: !busy })
  }
  const camera = moved ?? first?.camera ?? null

  const panZoom = useRef<PanZoom>(null)
  useEffect(() => {
    if (!node.current) return
    const control = createPanZoom(node.current, setMoved)
    panZoom.current = control
    return () => control.destroy()
  }, [node])
  const latest = useRef(camera)
  useEffect(() => {
    latest.current = camera
    if (camera) panZoom.current?.set(camera)
  }, [camera])
  useEffect(
    () => () => {
      if (latest.current) updateGraphView(views, name, latest.current)
    },
    [views, name],
  )

  const move = useCallback((change: (camera: Camera) => Camera) => {
    setMoved(change(latest.current ?? STILL))
  }, [])
  const fitAll = useCallback(() => {
    const area = scene?.area
    if (area) move(() => fit(area, size, MARGIN))
  }, [scene, size, move])
  const show = useCallback(
    (area: Area) => {
      if (latest.current) setMoved(bringIntoSight(latest.current, area, size))
    },
    [size],
  )
  return { camera: camera ?? STILL, restored, ready: camera !== null, move, fitAll, show }
}

function isOutOfSight({ area }: Scene, camera: Camera, size: Size): boolean {
  if (!area) return false
  const sight = sightOf(camera, size)
  return (
    area.left < sight.left ||
    area.top < sight.top ||
    area.right > sight.right ||
    area.bottom > sight.bottom
  )
}
