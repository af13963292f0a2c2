import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { formatDuration } from '../../../base/format.ts'
import { moveEdge } from '../../../canvas/time-window.ts'
import { useCanvasTheme } from '../../../canvas/use-canvas-theme.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { type MinimapDrag, beginDrag, dragTo } from './minimap-drag.ts'
import { layoutMinimap } from './minimap-layout.ts'
import { CELL, MAX_LANES, MINIMAP_HEIGHT, paintMinimap } from './paint-minimap.ts'
import type { TimeCamera } from './use-time-window.ts'

interface Props {
  readonly table: TraceTable
  readonly camera: TimeCamera
  readonly linkedFrom: Uint32Array | null
  /** Of the time axis, in CSS pixels. */
  readonly width: number
}

/** A shorter movement of the pointer is a click. */
const DRAG = 4

/** The whole trace in small, with the part that is in sight as a window: drag it, its edges, or a new one; double click for all. */
export function Minimap({ table, camera, linkedFrom, width }: Props) {
  const { window, whole, show } = camera
  const { duration } = table
  const surface = useRef<HTMLDivElement>(null)
  const gesture = useRef<{ drag: MinimapDrag; x: number; moved: boolean } | null>(null)

  const timeAt = (event: PointerEvent) => {
    const left = surface.current?.getBoundingClientRect().left ?? 0
    return ((event.clientX - left) / Math.max(1, width)) * duration
  }
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { edge } = event.target.dataset
    const handle = edge === 'from' || edge === 'to' ? edge : null
    const drag = beginDrag(timeAt(event), handle, window, duration)
    gesture.current = { drag, x: event.clientX, moved: false }
  }
  const move = (event: PointerEvent) => {
    const begun = gesture.current
    if (!begun || (!begun.moved && Math.abs(event.clientX - begun.x) < DRAG)) return
    begun.moved = true
    show(dragTo(begun.drag, timeAt(event), duration))
  }
  const end = () => {
    gesture.current = null
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || whole) return
    event.preventDefault()
    show(null)
  }

  const part = (time: number) => `${(time / Math.max(1, duration)) * 100}%`
  return (
    <div
      className="wf-map"
      role="group"
      aria-label="Time in sight"
      ref={surface}
      style={{ height: MINIMAP_HEIGHT }}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => show(null)}
      onKeyDown={key}
    >
      <MinimapCanvas table={table} linkedFrom={linkedFrom} width={width} />
      <div className="wf-map-shade" style={{ insetInlineStart: 0, width: part(window.from) }} />
      <div
        className="wf-map-shade"
        style={{ insetInlineStart: part(window.to), insetInlineEnd: 0 }}
      />
      <div
        className={whole ? 'wf-map-window' : 'wf-map-window is-part'}
        style={{ insetInlineStart: part(window.from), width: part(window.to - window.from) }}
      />
      <Edge edge="from" camera={camera} duration={duration} at={part(window.from)} />
      <Edge edge="to" camera={camera} duration={duration} at={part(window.to)} />
    </div>
  )
}

interface EdgeProps {
  readonly edge: 'from' | 'to'
  readonly camera: TimeCamera
  readonly duration: number
  readonly at: string
}

/** One edge of the window: a slider for the keyboard. */
function Edge({ edge, camera: { window, show }, duration, at }: EdgeProps) {
  const key = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: -0.1, PageUp: 0.1 }[event.key]
    const to = { Home: 0, End: duration }[event.key]
    if (step === undefined && to === undefined) return
    event.preventDefault()
    show(moveEdge(window, edge, to ?? window[edge] + (step ?? 0) * duration, duration))
  }
  return (
    <div
      role="slider"
      aria-label={edge === 'from' ? 'Start of the time in sight' : 'End of the time in sight'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((window[edge] / Math.max(1, duration)) * 100)}
      aria-valuetext={formatDuration(window[edge])}
      tabIndex={0}
      data-edge={edge}
      className="wf-map-edge"
      style={{ insetInlineStart: at }}
      onKeyDown={key}
    />
  )
}

function MinimapCanvas({ table, linkedFrom, width }: Omit<Props, 'camera'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useCanvasTheme(canvas)
  const map = useMemo(
    () => layoutMinimap(table, Math.max(1, Math.floor(width / CELL)), MAX_LANES, linkedFrom),
    [table, width, linkedFrom],
  )
  useLayoutEffect(() => {
    const paper = canvas.current?.getContext('2d')
    if (!canvas.current || !paper || !theme || width === 0) return
    const ratio = window.devicePixelRatio
    canvas.current.width = Math.round(width * ratio)
    canvas.current.height = Math.round(MINIMAP_HEIGHT * ratio)
    paper.setTransform(ratio, 0, 0, ratio, 0, 0)
    paintMinimap(paper, map, theme)
  }, [map, theme, width])
  return <canvas ref={canvas} className="wf-map-canvas" aria-hidden="true" />
}
