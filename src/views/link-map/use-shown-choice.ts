import { useEffect, useRef } from 'react'
import type { Area, Size } from '../../canvas/camera.ts'
import type { CameraControl } from '../../canvas/use-camera.ts'

/**
 * Brings what is chosen into sight when it is chosen, as in the table, and when there is less room than before, as when details open
 * beside the picture. A picture that is as it was left before stays so.
 * @param chosen its key; null: nothing is
 */
export function useShownChoice(
  chosen: string | null,
  area: Area | null,
  { ready, restored, show }: Pick<CameraControl, 'ready' | 'restored' | 'show'>,
  { width }: Size,
): void {
  const before = useRef<{ readonly chosen: string | null; readonly width: number } | null>(null)
  useEffect(() => {
    if (!ready) return
    const last = before.current
    before.current = { chosen, width }
    if (!area || (last === null && restored)) return
    if (last?.chosen !== chosen || width < last.width) show(area)
    // It moves when the picture is arranged anew; what is in sight does not follow it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chosen, ready, width])
}
