import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { TraceId } from '../../../model/ids.ts'
import type { LinkGraph } from '../../../model/link-graph/link-graph.ts'
import type { PlaceLink } from '../../../queries/explorer.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import { type GraphColumn, type GraphSort, UNSORTED } from '../../../state/graph-state.ts'
import { FRESH_GRAPH, updateGraphView } from '../../../state/view-store.ts'
import { useScrollEnd } from '../../../ui/use-scroll-end.ts'
import { BoxCells } from './BoxCells.tsx'
import { rowsOf, sortedRows } from './graph-rows.ts'

interface Props {
  readonly graph: LinkGraph
  /** Names it in the view store. */
  readonly name: string
  readonly sort: GraphSort
  readonly onSort: (sort: GraphSort) => void
  readonly selected: TraceId | null
  /** What a search found; null: there is no search. */
  readonly found: ReadonlySet<TraceId> | null
  readonly onSelect: (traceId: TraceId, how: 'push' | 'replace') => void
  readonly onOpen: (traceId: TraceId) => void
  readonly linkTo: (traceId: TraceId) => PlaceLink
}

const ROW = 28
const PAGE = 15
const COLUMNS: readonly { readonly id: GraphColumn; readonly label: string }[] = [
  { id: 'operation', label: 'Trace' },
  { id: 'service', label: 'Service' },
  { id: 'side', label: 'Side' },
  { id: 'spans', label: 'Spans' },
  { id: 'errors', label: 'Errors' },
  { id: 'duration', label: 'Duration' },
  { id: 'wait', label: 'Wait' },
  { id: 'links', label: 'Links' },
]

/** Every trace of the graph as a row, also those in stacks: the picture in words. Arrows move, Enter opens. */
export function BoxTable({ graph, name, sort, onSort, selected, found, ...on }: Props) {
  const { onSelect, onOpen, linkTo } = on
  const { views } = useExplorer()
  const base = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [initialOffset] = useState(() => (views.getState().graphs[name] ?? FRESH_GRAPH).scrollTop)
  useScrollEnd(scroller, (scrollTop) => updateGraphView(views, name, { scrollTop }))
  const all = useMemo(() => rowsOf(graph), [graph])
  const rows = useMemo(() => sortedRows(all, sort), [all, sort])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index].traceId,
    overscan: 12,
    scrollPaddingStart: ROW,
    initialOffset,
  })
  const at = rows.findIndex(({ traceId }) => traceId === selected)
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at)
    // When another is selected; sorting leaves the scroll to the user.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected])
  const key = (event: KeyboardEvent) => {
    const modified = event.altKey || event.ctrlKey || event.metaKey
    if (event.target !== event.currentTarget || modified) return
    const to = stepTo(event.key, at, rows.length)
    if (event.key === 'Enter' && at >= 0) onOpen(rows[at].traceId)
    else if (to !== null && rows.length > 0) {
      onSelect(rows[Math.max(0, Math.min(rows.length - 1, to))].traceId, 'replace')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={scroller}
      className="lg-table"
      role="grid"
      aria-label="Traces of the link graph"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at >= 0 ? `${base}-${rows[at].traceId}` : undefined}
      tabIndex={0}
      onKeyDown={key}
    >
      <Head sort={sort} onSort={onSort} />
      <div role="presentation" style={{ height: virtualizer.getTotalSize() }} className="lg-sizer">
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          const isFaint = found !== null && !found.has(row.traceId)
          return (
            <div
              key={row.traceId}
              id={`${base}-${row.traceId}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === at}
              className={isFaint ? 'lg-row lg-row-faint' : 'lg-row'}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onSelect(row.traceId, 'push')}
              onDoubleClick={() => onOpen(row.traceId)}
            >
              <BoxCells row={row} link={linkTo(row.traceId)} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface HeadProps {
  readonly sort: GraphSort
  readonly onSort: (sort: GraphSort) => void
}

/** Of one column up, down, and back to the order of the graph. */
function nextSort({ column, descending }: GraphSort, pressed: GraphColumn): GraphSort {
  if (column !== pressed) return { column: pressed, descending: false }
  return descending ? UNSORTED : { column, descending: true }
}

function Head({ sort, onSort }: HeadProps) {
  return (
    <div role="row" aria-rowindex={1} className="lg-row lg-head">
      {COLUMNS.map(({ id, label }) => {
        const sorted = sort.column === id
        const order = sort.descending ? 'descending' : 'ascending'
        return (
          <div key={id} role="columnheader" aria-sort={sorted ? order : 'none'}>
            <button type="button" onClick={() => onSort(nextSort(sort, id))}>
              {label}
              {sorted && <span aria-hidden="true">{sort.descending ? ' ↓' : ' ↑'}</span>}
            </button>
          </div>
        )
      })}
    </div>
  )
}

/** The row that a key moves to; may lie outside of the table. Null: the key moves nowhere. */
function stepTo(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1
    case 'ArrowUp':
      return at - 1
    case 'PageDown':
      return at + PAGE
    case 'PageUp':
      return at - PAGE
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
