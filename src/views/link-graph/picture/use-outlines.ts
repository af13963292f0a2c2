import { useEffect } from 'react'
import { type Camera, overlap, sightOf } from '../../../canvas/camera.ts'
import type { TraceId } from '../../../model/ids.ts'
import { areaOfPlace } from '../scene/area-of-place.ts'
import { WORDS_ZOOM } from '../scene/paint-box.ts'
import type { Scene } from '../scene/scene.ts'
import type { Size } from './size.ts'

/** The picture stands still for as long before outlines are asked for. */
const STILL_MS = 120
/** Outlines for one standstill: each is a request. */
const MOST = 60
/** So few boxes are asked for in sight or not: with a trace come its own links, and the picture is complete. */
const FEW = 40

/** Asks for what boxes in sight show beyond the ends of links: spans, errors, the shape of the trace. */
export function useOutlines(
  scene: Scene | null,
  camera: Camera,
  size: Size,
  onSee: (traceIds: readonly TraceId[]) => void,
): void {
  useEffect(() => {
    if (!scene || size.width === 0) return
    const timer = setTimeout(() => {
      const sight = sightOf(camera, size)
      const seen: TraceId[] = []
      for (const { item, place } of scene.boxes) {
        if (item.kind === 'stack' || item.box.outline.state !== 'not asked') continue
        const isSeen = camera.k >= WORDS_ZOOM && overlap(areaOfPlace(place), sight)
        if (isAbsent(item.box.ends) || (!isSeen && scene.boxes.length > FEW)) continue
        seen.push(item.box.traceId)
        if (seen.length === MOST) break
      }
      if (seen.length > 0) onSee(seen)
    }, STILL_MS)
    return () => clearTimeout(timer)
    // `onSee` does the same in every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scene, camera, size])
}

/** A trace of which nothing is there has no outline either. */
function isAbsent(ends: readonly { readonly target: { readonly at: string } }[]): boolean {
  return ends.length > 0 && ends.every(({ target }) => target.at === 'absent')
}
