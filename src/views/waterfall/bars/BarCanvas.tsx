import { useLayoutEffect, useRef } from 'react'
import { useCanvasTheme } from '../../../canvas/use-canvas-theme.ts'
import type { Arc } from './arcs.ts'
import { type BarRows, ROW_HEIGHT, layoutBars } from './bar-layout.ts'
import { paintBars } from './paint-bars.ts'
import type { TimeAxis } from '../time/use-time-axis.ts'

interface Props {
  readonly rows: BarRows
  readonly first: number
  readonly last: number
  readonly top: number
  readonly axis: TimeAxis
  /** Of links inside the trace. */
  readonly arcs: readonly Arc[]
}

/**
 * The bars of the rows that are in the DOM. It lies among the rows and scrolls with them, so that bars and labels never part
 * by a frame; it is drawn anew when the rows change.
 */
export function BarCanvas(props: Props) {
  const { rows, first, last, top, axis, arcs } = props
  const { scale, ticks, width } = axis
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useCanvasTheme(canvas)
  // In steps of ten rows: the count of rows in the DOM varies by one or two with every scroll.
  const height = Math.ceil((last - first) / 10) * 10 * ROW_HEIGHT
  useLayoutEffect(() => {
    const node = canvas.current
    const paper = node?.getContext('2d')
    if (!node || !paper || !theme || width === 0) return
    const ratio = window.devicePixelRatio
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)]
    const isResized = node.width !== across || node.height !== down
    // Setting a size, even the same, throws the canvas away: the dearest part of a scrolled frame.
    if (node.width !== across) node.width = across
    if (node.height !== down) node.height = down
    const paint = () => {
      paper.setTransform(ratio, 0, 0, ratio, 0, 0)
      const bars = layoutBars(rows, first, last, scale, width)
      const lines = ticks.map(({ time }) => scale.toX(time))
      const onCanvas = arcs.map((arc) => ({ ...arc, fromY: arc.fromY - top, toY: arc.toY - top }))
      paintBars(paper, { bars, ticks: lines, arcs: onCanvas, width, height }, theme)
    }
    // A new size may come after the frame's callbacks have run, and an empty canvas would be seen.
    if (isResized) return paint()
    // Text asks for the styles of all rows that have just changed: with the rows it would be one long task.
    const frame = requestAnimationFrame(paint)
    return () => cancelAnimationFrame(frame)
  }, [rows, first, last, top, arcs, scale, ticks, width, height, theme])
  return (
    <canvas ref={canvas} className="wf-canvas" style={{ top, height, width }} aria-hidden="true" />
  )
}
