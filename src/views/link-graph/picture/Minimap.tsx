import { type PointerEvent, useLayoutEffect, useRef } from 'react'
import { type Camera, fit, sightOf, toPlane } from '../../../canvas/camera.ts'
import { serviceSlot } from '../../../canvas/service-colors.ts'
import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { Scene } from '../scene/scene.ts'
import type { Size } from './size.ts'

interface Props {
  readonly scene: Scene
  readonly camera: Camera
  readonly size: Size
  readonly theme: CanvasTheme
  readonly move: (change: (camera: Camera) => Camera) => void
}

const MAP = { width: 168, height: 112 }

/** The whole picture small, with what is in sight. For the pointer only: keys and buttons do the same. */
export function Minimap({ scene, camera, size, theme, move }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { area } = scene
  const map = area && fit(area, MAP, 6)
  useLayoutEffect(() => {
    const paper = canvas.current?.getContext('2d')
    if (!paper || !map || !canvas.current) return
    const ratio = window.devicePixelRatio
    canvas.current.width = MAP.width * ratio
    canvas.current.height = MAP.height * ratio
    paper.setTransform(ratio, 0, 0, ratio, 0, 0)
    for (const { place, card } of scene.boxes) {
      paper.fillStyle =
        card.service === '' ? theme.border : theme.services[serviceSlot(card.service)]
      paper.fillRect(
        map.x + map.k * place.x,
        map.y + map.k * place.y,
        Math.max(2, map.k * place.width),
        Math.max(1, map.k * place.height),
      )
    }
    // `map` follows from the scene.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scene, theme])
  if (!map) return null
  const sight = sightOf(camera, size)
  const go = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointermove' && !event.currentTarget.hasPointerCapture(event.pointerId)) {
      return
    }
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const at = toPlane(map, { x: event.clientX - left, y: event.clientY - top })
    move(({ k }) => ({ k, x: size.width / 2 - k * at.x, y: size.height / 2 - k * at.y }))
  }
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value))
  const left = clamp(map.x + map.k * sight.left, MAP.width)
  const top = clamp(map.y + map.k * sight.top, MAP.height)
  return (
    <div
      className="lg-minimap"
      aria-hidden="true"
      style={MAP}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} style={MAP} />
      <div
        className="lg-minimap-sight"
        style={{
          left,
          top,
          width: clamp(map.x + map.k * sight.right, MAP.width) - left,
          height: clamp(map.y + map.k * sight.bottom, MAP.height) - top,
        }}
      />
    </div>
  )
}
