import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { selfTimes } from '../../../model/self-time.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { useExplorer, useViewState } from '../../../queries/use-explorer.ts'
import { useQuietKeys } from '../../../queries/use-quiet-keys.ts'
import type { SpansState } from '../../../state/spans-state.ts'
import { FRESH_VIEW, updateTraceView } from '../../../state/view-store.ts'
import { useScrollEnd } from '../../../ui/use-scroll-end.ts'
import { useSize } from '../../../ui/use-size.ts'
import { useSliced } from '../../../ui/use-sliced.ts'
import { useStable } from '../../../ui/use-stable.ts'
import type { ShownSpans } from '../tools/use-shown-spans.ts'
import { lineAction } from './table-keys.ts'
import { type SpanFacts, type SpanLines, spanLines, visibleLines } from './table-lines.ts'
import { TableHead } from './TableHead.tsx'
import { type LineActions, TableGroup, TableRow } from './TableRow.tsx'
import './table.css'

const ROW = 28
const HEAD = 32

interface Props {
  readonly table: TraceTable
  readonly shown: ShownSpans
  readonly state: SpansState
  readonly onState: (state: SpansState, how: 'push' | 'replace') => void
  readonly selected: number
  readonly onSelect: (row: number, how: 'move' | 'pick') => void
  readonly onShowLinks: (row: number, along: 'link' | 'backlink') => void
  readonly onOpen: () => void
  readonly linkedFrom: Uint32Array | null
}

/** The spans of a trace as a table: sorted by any column, alone or in groups with their sums. */
export function SpanTable(props: Props) {
  const { table, shown, state, linkedFrom } = props
  const self = useMemo(() => selfTimes(table), [table])
  const facts = useMemo(() => ({ table, self, linkedFrom }), [table, self, linkedFrom])
  const { filtered } = shown
  const { group, sort, descending } = state
  const work = useCallback(
    () => spanLines(facts, filtered, { group, sort, descending }),
    [facts, filtered, group, sort, descending],
  )
  // Rows of another trace are nothing to show meanwhile.
  const { value, busy } = useSliced(work)
  if (!value || value.table !== table) return <div className="st-scroll" aria-busy="true" />
  return <TableBody {...props} facts={facts} sorted={value} busy={busy} />
}

interface BodyProps extends Props {
  readonly facts: SpanFacts
  readonly sorted: SpanLines
  /** Another order is on its way. */
  readonly busy: boolean
}

function TableBody(props: BodyProps) {
  const { table, shown, state, onState, selected, onSelect, onOpen, linkedFrom } = props
  const { facts, sorted, busy } = props
  const base = useId()
  const { views } = useExplorer()
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const { found, onOrder } = shown
  const { openGroups, tableTop } = useViewState(({ traces }) => traces[table.traceId] ?? FRESH_VIEW)
  const open = useMemo(() => new Set(openGroups), [openGroups])
  const lines = useMemo(() => visibleLines(sorted, open), [sorted, open])
  const setOpen = (key: string, isOpen: boolean) =>
    updateTraceView(views, table.traceId, {
      openGroups: isOpen ? [...open, key] : openGroups.filter((other) => other !== key),
    })
  // A group has no place in the URL; a row is the selected span.
  const [activeGroup, setActiveGroup] = useState<string | null>(null)
  const { groups, order } = sorted
  const activeAt =
    activeGroup === null ? -1 : groups.findIndex((candidate) => candidate.key === activeGroup)
  const at =
    activeAt < 0 && selected < 0 ? -1 : lines.indexOf(activeAt < 0 ? selected : -1 - activeAt)

  useEffect(() => {
    onOrder(order)
    return () => onOrder(null)
  }, [order, onOrder])
  useScrollEnd(scroller, (top) => updateTraceView(views, table.traceId, { tableTop: top }))
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialOffset: tableTop,
    scrollPaddingStart: HEAD,
    paddingStart: HEAD,
  })
  useShowLine(selected, at, height > 0, (line) => virtualizer.scrollToIndex(line))

  const actions = useStable<LineActions>({
    pick(row) {
      setActiveGroup(null)
      onSelect(row, 'pick')
    },
    toggle(key) {
      setActiveGroup(key)
      setOpen(key, !open.has(key))
    },
    showLinks: props.onShowLinks,
  })
  const go = (to: number) => {
    const line = lines[to]
    virtualizer.scrollToIndex(to)
    if (line < 0) return setActiveGroup(groups[-1 - line].key)
    setActiveGroup(null)
    onSelect(line, 'move')
  }
  const isQuiet = useQuietKeys()
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isQuiet(event)) return
    if (event.target !== event.currentTarget) return
    const groupAt = at >= 0 && lines[at] < 0 ? groups[-1 - lines[at]].key : null
    if (event.key === 'Enter' && at >= 0) return groupAt ? actions.toggle(groupAt) : onOpen()
    const page = Math.max(1, Math.floor((height - HEAD) / ROW) - 1)
    const action = lineAction(event.key, at, lines, (index) => open.has(groups[index].key), page)
    if (!action || lines.length === 0) return
    event.preventDefault()
    if (action.do === 'go') go(action.at)
    else if (groupAt) setOpen(groupAt, action.do === 'open')
  }

  const items = virtualizer.getVirtualItems()
  return (
    <div
      className="st-scroll"
      ref={scroller}
      role="treegrid"
      aria-label="Spans"
      aria-rowcount={lines.length + 1}
      aria-colcount={8}
      aria-busy={busy}
      aria-activedescendant={items.some(({ index }) => index === at) ? `${base}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={key}
    >
      <div className="st-sizer" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        <TableHead state={state} onState={onState} />
        {items.map(({ index, start }) => {
          const line = lines[index]
          const place = {
            id: `${base}-${index}`,
            position: index + 2,
            top: start,
            active: index === at,
            actions,
          }
          const of = line < 0 ? groups[-1 - line] : null
          return of ? (
            <TableGroup
              key={`group ${of.key}`}
              {...place}
              group={of}
              open={open.has(of.key)}
              linksInKnown={linkedFrom !== null}
            />
          ) : (
            <TableRow
              key={line}
              {...place}
              facts={facts}
              row={line}
              found={found?.marks[line] === 1}
              inGroup={groups.length > 0}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Brings a newly selected row into view, but not the one that was selected when the table came: its position is restored. */
function useShowLine(
  selected: number,
  at: number,
  ready: boolean,
  show: (line: number) => void,
): void {
  const shown = useRef(selected)
  useEffect(() => {
    if (!ready || shown.current === selected || at < 0) return
    shown.current = selected
    show(at)
  })
}
