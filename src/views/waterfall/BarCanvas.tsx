import { useLayoutEffect, useRef } from 'react'
import { timeScale } from '../../canvas/time-scale.ts'
import { useSize } from '../../ui/use-size.ts'
import { useCanvasTheme } from '../../canvas/use-canvas-theme.ts'
import type { TraceTable } from '../../model/trace-table.ts'
import { ROW_HEIGHT, layoutBars } from './bar-layout.ts'
import { paintBars } from './paint-bars.ts'
import { QUARTERS } from './Ruler.tsx'

interface Props {
  readonly table: TraceTable
  readonly visible: Int32Array
  readonly first: number
  readonly last: number
  readonly top: number
}

/**
 * The bars of the rows that are in the DOM. It lies among the rows and scrolls with them, so that bars and labels never part
 * by a frame; it is drawn anew when the rows change.
 */
export function BarCanvas({ table, visible, first, last, top }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useCanvasTheme(canvas)
  // Observed, not read while painting: a read between two writes makes the browser lay out the page at once.
  const { width: area } = useSize(canvas)
  // In steps of ten rows: the count of rows in the DOM varies by one or two with every scroll.
  const height = Math.ceil((last - first) / 10) * 10 * ROW_HEIGHT
  useLayoutEffect(() => {
    const node = canvas.current
    const paper = node?.getContext('2d')
    if (!node || !paper || !theme || area === 0) return
    const ratio = window.devicePixelRatio
    const [across, down] = [Math.round(area * ratio), Math.round(height * ratio)]
    // Setting a size, even the same, throws the canvas away: the dearest part of a scrolled frame.
    if (node.width !== across) node.width = across
    if (node.height !== down) node.height = down
    paper.setTransform(ratio, 0, 0, ratio, 0, 0)
    const scale = timeScale(0, table.duration, area)
    const bars = layoutBars(table, visible, first, last, scale, area)
    const ticks = QUARTERS.slice(1, -1).map((part) => part * area)
    paintBars(paper, { bars, ticks, width: area, height }, theme)
  }, [table, visible, first, last, area, height, theme])
  return <canvas ref={canvas} className="wf-canvas" style={{ top, height }} aria-hidden="true" />
}
