import { type RefObject, useLayoutEffect, useRef } from 'react'
import { spanIdAt } from '../../../model/ids.ts'
import { positionOf } from '../../../model/rows.ts'
import { type TraceTable, rowOfSpan, twinAt } from '../../../model/trace-table.ts'
import { ROW_HEIGHT } from '../bars/bar-layout.ts'

interface Parts {
  readonly table: TraceTable
  readonly visible: Int32Array
  /** Row, or −1. */
  readonly selected: number
  readonly scroller: RefObject<HTMLElement | null>
}

/** When late spans shift the rows, what is being looked at stays where it is: the selected row, or else the first in view. */
export function useAnchoredRows({ table, visible, selected, scroller }: Parts): void {
  const before = useRef({ table, visible, selected })
  useLayoutEffect(() => {
    const old = before.current
    before.current = { table, visible, selected }
    const node = scroller.current
    // At the very top what comes before is wanted in view.
    if (old.table === table || !node || node.scrollTop === 0) return
    const from = anchorPosition(old.visible, old.selected, node)
    const row = old.visible[from]
    const spanId = spanIdAt(old.table.spanIds, row)
    const to = positionOf(visible, rowOfSpan(table, spanId, twinAt(old.table, row)))
    if (to >= 0) node.scrollBy(0, (to - from) * ROW_HEIGHT)
  }, [table, visible, selected, scroller])
}

function anchorPosition(visible: Int32Array, selected: number, node: HTMLElement): number {
  const { scrollTop, clientHeight } = node
  const position = positionOf(visible, selected)
  const top = position * ROW_HEIGHT
  const inView = position >= 0 && top + ROW_HEIGHT > scrollTop && top < scrollTop + clientHeight
  return inView ? position : Math.min(visible.length - 1, Math.ceil(scrollTop / ROW_HEIGHT))
}
