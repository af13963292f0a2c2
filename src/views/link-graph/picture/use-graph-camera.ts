import { type RefObject, useCallback } from 'react'
import type { Camera, Size } from '../../../canvas/camera.ts'
import { type CameraControl, useCamera } from '../../../canvas/use-camera.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { FRESH_GRAPH, updateGraphView } from '../../../state/view-store.ts'
import type { Scene } from '../scene/scene.ts'
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

/** What of the graph is in sight. Kept while the tab lives, so that Back restores it. */
export function useGraphCamera({ node, size, scene, name, busy }: Options): CameraControl {
  const { views } = useExplorer()
  const { x, y, k } = views.getState().graphs[name] ?? FRESH_GRAPH
  const keep = useCallback((camera: Camera) => updateGraphView(views, name, camera), [views, name])
  return useCamera({
    node,
    size,
    area: scene?.area ?? null,
    start: () => startCamera(scene!, size),
    busy,
    margin: MARGIN,
    left: k > 0 ? { x, y, k } : null,
    keep,
  })
}
