import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { spanIdAt } from '../../../model/ids.ts'
import { foldedAncestors, positionOf } from '../../../model/rows.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { updateTraceView } from '../../../state/view-store.ts'
import { ROW_HEIGHT } from '../bars/bar-layout.ts'

interface Parts {
  readonly table: TraceTable
  readonly selected: number
  readonly collapsed: ReadonlySet<number>
  readonly visible: Int32Array
  readonly height: number
  readonly unfold: (rows: readonly number[]) => void
  readonly scroller: RefObject<HTMLElement | null>
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
}

/**
 * Brings a newly selected row into view, unfolding what hides it. Coming back to a trace whose selection was shown before
 * scrolls nowhere: the restored position counts. Nor do late spans that only shift its row.
 */
export function useShowSelected(parts: Parts): void {
  const { table, selected, collapsed, visible, height, unfold, scroller, virtualizer } = parts
  const { views } = useExplorer()
  const done = useRef<{ table: TraceTable; row: number } | null>(null)
  useEffect(() => {
    if (selected < 0 || height === 0) return
    const spanId = spanIdAt(table.spanIds, selected)
    const last = done.current
    if (last && last.table !== table && spanIdAt(last.table.spanIds, last.row) === spanId) {
      done.current = { table, row: selected }
      return
    }
    if (last?.row === selected && last.table === table) return
    const before = views.getState().traces[table.traceId]?.shown
    const first = last === null
    if (!(first && before === spanId)) {
      const folded = foldedAncestors(table, selected, collapsed)
      if (folded.length > 0) return unfold(folded)
      const at = positionOf(visible, selected)
      // Hidden by a filter: when that goes, the row is still to be shown.
      if (at < 0) return
      const top = at * ROW_HEIGHT
      const from = scroller.current?.scrollTop ?? 0
      if (top < from || top + ROW_HEIGHT > from + height) {
        virtualizer.scrollToIndex(at, { align: first ? 'center' : 'auto' })
      }
    }
    done.current = { table, row: selected }
    if (before !== spanId) updateTraceView(views, table.traceId, { shown: spanId })
  }, [table, selected, collapsed, visible, height, unfold, scroller, virtualizer, views])
}
