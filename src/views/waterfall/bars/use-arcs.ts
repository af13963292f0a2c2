import { type PointerEvent, useMemo, useState } from 'react'
import { rowFinder } from '../../../model/trace-table.ts'
import { type Arc, innerLinks, layoutArcs } from './arcs.ts'
import type { TimeAxis } from '../time/use-time-axis.ts'
import type { Tree } from '../tree/tree-keys.ts'

interface Arcs {
  readonly arcs: readonly Arc[]
  /** For the element around the rows. */
  readonly over: (event: PointerEvent) => void
  readonly leave: () => void
}

/** The links inside the trace of the selected row and of the row under the pointer. */
export function useArcs(
  { table, visible }: Pick<Tree, 'table' | 'visible'>,
  selected: number,
  { scale }: TimeAxis,
): Arcs {
  const [hovered, setHovered] = useState(-1)
  const rowOf = useMemo(() => rowFinder(table), [table])
  const links = useMemo(() => {
    const rows = [...new Set([selected, hovered])].filter((row) => row >= 0 && row < table.length)
    return rows.flatMap((row) => innerLinks(table, row, rowOf))
  }, [table, selected, hovered, rowOf])
  const arcs = useMemo(
    () => layoutArcs(table, visible, links, scale),
    [table, visible, links, scale],
  )
  return {
    arcs,
    over({ target }) {
      const row = target instanceof Element ? target.closest('[role=row]') : null
      const position = Number(row?.getAttribute('aria-rowindex') ?? 0)
      const under = position > 0 ? visible[position - 1] : -1
      // Most rows have none: the pointer may then pass over them for nothing.
      setHovered(under >= 0 && hasInnerLinks(table, under) ? under : -1)
    },
    leave: () => setHovered(-1),
  }
}

function hasInnerLinks({ linkOffset, backlinkOffset }: Tree['table'], row: number): boolean {
  return linkOffset[row + 1] > linkOffset[row] || backlinkOffset[row + 1] > backlinkOffset[row]
}
