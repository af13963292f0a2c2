import { type RefObject, useMemo } from 'react'
import { type TimeScale, timeScale } from '../../../canvas/time-scale.ts'
import { type Tick, timeTicks } from '../../../canvas/time-ticks.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { useSize } from '../../../ui/use-size.ts'
import { type TimeCamera, useTimeWindow } from './use-time-window.ts'

export interface TimeAxis {
  readonly camera: TimeCamera
  /** In CSS pixels; 0 while not known. */
  readonly width: number
  readonly scale: TimeScale
  readonly ticks: readonly Tick[]
}

/** Room for the longest label. */
const TICK = 104

/** The time in sight as pixels of `axis`. Its width is observed, not read while painting: such a read makes the browser lay out at once. */
export function useTimeAxis(table: TraceTable, axis: RefObject<HTMLElement | null>): TimeAxis {
  const camera = useTimeWindow(table)
  const { width } = useSize(axis)
  const { from, to } = camera.window
  return useMemo(
    () => ({
      camera,
      width,
      scale: timeScale(from, to, width),
      ticks: width > 0 ? timeTicks({ from, to }, Math.max(1, Math.floor(width / TICK))) : [],
    }),
    [camera, from, to, width],
  )
}
