import { useCallback, useMemo } from 'react'
import { type TimeWindow, fitWindow, isWhole, wholeTime } from '../../../canvas/time-window.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { useExplorer, useViewState } from '../../../queries/use-explorer.ts'
import { FRESH_VIEW, updateTraceView } from '../../../state/view-store.ts'

export interface TimeCamera {
  readonly window: TimeWindow
  /** All of the trace is in sight. */
  readonly whole: boolean
  /** Null: all of the trace. */
  readonly show: (window: TimeWindow | null) => void
}

/** The part of the time axis in sight, kept in the view store: Back and a reload restore it. */
export function useTimeWindow({ traceId, duration }: TraceTable): TimeCamera {
  const { views } = useExplorer()
  const { from, to } = useViewState(({ traces }) => traces[traceId] ?? FRESH_VIEW)
  const window = useMemo(
    () => (to > from ? fitWindow({ from, to }, duration) : wholeTime(duration)),
    [from, to, duration],
  )
  const show = useCallback(
    (next: TimeWindow | null) => {
      const kept = next && !isWhole(next, duration) ? next : { from: 0, to: 0 }
      updateTraceView(views, traceId, { from: kept.from, to: kept.to })
    },
    [views, traceId, duration],
  )
  return useMemo(
    () => ({ window, whole: isWhole(window, duration), show }),
    [window, duration, show],
  )
}
