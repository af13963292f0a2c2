import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import {
  type Area,
  type Camera,
  STILL,
  type Size,
  bringIntoSight,
  fit,
  isInSight,
  isMoreBeyond,
} from './camera.ts'
import { type PanZoom, createPanZoom } from './pan-zoom.ts'

interface Options {
  readonly node: RefObject<HTMLElement | null>
  readonly size: Size
  /** All of the picture; null: there is nothing to see yet. */
  readonly area: Area | null
  /** What is in sight at first. Asked when there is a picture and room for it. */
  readonly start: () => Camera
  /** More of the picture is on its way. */
  readonly busy: boolean
  /** Pixels around a picture that is made to fit. */
  readonly margin: number
  /** How it was left before; null: it was not. The first one counts. */
  readonly left: Camera | null
  /** Hears what is in sight, for {@link left}. */
  readonly keep: (camera: Camera) => void
  /** The picture stands in a page that scrolls: a turn of the wheel that would show no more of the picture is the page's. */
  readonly inPage?: boolean
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
 * What of a picture is in sight. It never moves by itself but once: when the first load is over, nobody has moved it, and some of the
 * picture is out of sight.
 */
export function useCamera(options: Options): CameraControl {
  const { node, size, area, start, busy, margin, keep } = options
  // Kept from before, or moved by the user.
  const [moved, setMoved] = useState(options.left)
  const [restored] = useState(moved !== null)
  const [first, setFirst] = useState<{ readonly camera: Camera; readonly final: boolean } | null>(
    null,
  )
  const isDue = first === null || (!first.final && !busy)
  if (moved === null && isDue && area && size.width > 0 && size.height > 0) {
    const stays = first !== null && isInSight(area, first.camera, size)
    setFirst({ camera: stays ? first.camera : start(), final: !busy })
  }
  const camera = moved ?? first?.camera ?? null
  const lasts = moved !== null || first?.final === true

  const panZoom = useRef<PanZoom>(null)
  // Where gestures have been themselves. To be set back there would stop one that has gone on since.
  const gestures = useRef(new WeakSet<Camera>())
  const shown = useRef({ area, size, inPage: options.inPage ?? false })
  useEffect(() => {
    shown.current = { area, size, inPage: options.inPage ?? false }
  })
  useEffect(() => {
    if (!node.current) return
    const byGesture = (camera: Camera) => {
      gestures.current.add(camera)
      setMoved(camera)
    }
    const control = createPanZoom(node.current, byGesture, (at, by) => {
      const { area: all, size: room, inPage } = shown.current
      return !inPage || (all !== null && isMoreBeyond(all, at, room, by))
    })
    panZoom.current = control
    return () => control.destroy()
  }, [node])
  const latest = useRef(camera)
  useEffect(() => {
    latest.current = camera
    if (!camera) return
    if (!gestures.current.has(camera)) panZoom.current?.set(camera)
    if (lasts) keep(camera)
  }, [camera, lasts, keep])

  const move = useCallback((change: (camera: Camera) => Camera) => {
    setMoved(change(latest.current ?? STILL))
  }, [])
  const fitAll = useCallback(() => {
    if (area) move(() => fit(area, size, margin))
  }, [area, size, margin, move])
  const show = useCallback(
    (part: Area) => {
      if (latest.current) setMoved(bringIntoSight(latest.current, part, size))
    },
    [size],
  )
  return { camera: camera ?? STILL, restored, ready: camera !== null, move, fitAll, show }
}
