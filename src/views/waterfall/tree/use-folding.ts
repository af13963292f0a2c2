import { useCallback, useMemo, useState } from 'react'
import { allFolded, foldLevel, unfoldLevel } from '../../../model/fold-levels.ts'
import { remapRows } from '../../../model/rows.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { useExplorer, useViewState } from '../../../queries/use-explorer.ts'
import { FRESH_VIEW, updateTraceView } from '../../../state/view-store.ts'

export interface Folding {
  readonly collapsed: ReadonlySet<number>
  fold(rows: readonly number[]): void
  unfold(rows: readonly number[]): void
  foldAll(): void
  unfoldAll(): void
  /** The deepest level in sight. */
  foldLevel(): void
  /** The shallowest folded level in sight. */
  unfoldLevel(): void
}

/** The folded rows of a trace, kept in the view store. When late spans shift the rows, the folded ones shift along. */
export function useFolding(table: TraceTable): Folding {
  const { views } = useExplorer()
  const { traceId } = table
  const kept = useViewState(({ traces }) => traces[traceId] ?? FRESH_VIEW)
  // The table in which the kept rows count.
  const [before, setBefore] = useState(table)
  if (kept.length === table.length && before !== table) setBefore(table)

  const collapsed = useMemo<ReadonlySet<number>>(() => {
    if (kept.length === table.length) return new Set(kept.collapsed)
    return new Set(before.length === kept.length ? remapRows(before, table, kept.collapsed) : [])
  }, [kept, table, before])

  const write = useCallback(
    (rows: Iterable<number>) =>
      updateTraceView(views, traceId, { collapsed: [...rows], length: table.length }),
    [views, traceId, table],
  )
  return {
    collapsed,
    fold: (rows) => write(new Set([...collapsed, ...rows])),
    unfold: useCallback(
      (rows) => write([...collapsed].filter((row) => !rows.includes(row))),
      [collapsed, write],
    ),
    foldAll: () => write(allFolded(table)),
    unfoldAll: () => write([]),
    foldLevel() {
      const next = foldLevel(table, collapsed)
      if (next) write(next)
    },
    unfoldLevel() {
      const next = unfoldLevel(table, collapsed)
      if (next) write(next)
    },
  }
}
