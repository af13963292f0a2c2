import { useEffect, useRef } from 'react'
import type { Area, Size } from '../../../canvas/camera.ts'
import type { CameraControl } from '../../../canvas/use-camera.ts'
import { areaOfPlace } from '../scene/area-of-place.ts'
import type { SceneBox } from '../scene/scene.ts'

/**
 * Brings a box into sight when it is chosen, and when there is less room than before, as when details open beside the picture. A
 * picture that is as it was left before stays so.
 */
export function useShown(
  box: SceneBox | undefined,
  { ready, restored, show }: Pick<CameraControl, 'ready' | 'restored' | 'show'>,
  { width, height }: Size,
): void {
  const before = useRef<{ key: string; width: number; height: number } | null>(null)
  const key = box?.key ?? ''
  useEffect(() => {
    if (!ready || width === 0) return
    const last = before.current
    before.current = { key, width, height }
    if (!box || (last === null && restored)) return
    const isChosen = last?.key !== key
    if (isChosen || width < last.width || height < last.height) show(aroundBox(box))
    // The box moves with every answer that comes; what is in sight does not follow it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, ready, width, height])
}

/** With its handles and captions above. */
export function aroundBox({ place }: SceneBox): Area {
  const { left, top, right, bottom } = areaOfPlace(place)
  return { left: left - 16, top: top - 24, right: right + 16, bottom: bottom + 12 }
}
