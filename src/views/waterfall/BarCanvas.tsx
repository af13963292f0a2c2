import { useLayoutEffect, useRef } from 'react'
import { timeScale } from '../../canvas/time-scale.ts'
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
  /** Of the whole waterfall; the bar area is what the labels leave of it. */
  readonly width: number
  readonly slotOf: (service: number) => number
}

/**
 * The bars of the rows that are in the DOM. It lies among the rows and scrolls with them, so that bars and labels never part
 * by a frame; it is drawn anew when the rows change.
 */
export function BarCanvas({ table, visible, first, last, top, width, slotOf }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useCanvasTheme(canvas)
  const height = (last - first) * ROW_HEIGHT
  useLayoutEffect(() => {
    const node = canvas.current
    const paper = node?.getContext('2d')
    if (!node || !paper || !theme || width === 0) return
    const area = node.clientWidth
    const ratio = window.devicePixelRatio
    node.width = Math.round(area * ratio)
    node.height = Math.round(height * ratio)
    paper.scale(ratio, ratio)
    const scale = timeScale(0, table.duration, area)
    const bars = layoutBars(table, visible, first, last, scale, area)
    const ticks = QUARTERS.slice(1, -1).map((part) => part * area)
    paintBars(paper, { bars, ticks, width: area, height, slotOf }, theme)
  }, [table, visible, first, last, width, height, theme, slotOf])
  return <canvas ref={canvas} className="wf-canvas" style={{ top, height }} aria-hidden="true" />
}
