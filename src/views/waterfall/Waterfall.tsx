import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { windowAround } from '../../canvas/time-window.ts'
import type { CriticalPath } from '../../model/critical-path.ts'
import { isLinked } from '../../model/filter-rows.ts'
import type { TraceTable } from '../../model/trace-table.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { useQuietKeys } from '../../queries/use-quiet-keys.ts'
import { Splitter } from '../../ui/Splitter.tsx'
import type { Trail } from '../../state/trail.ts'
import { useSize } from '../../ui/use-size.ts'
import { useStable } from '../../ui/use-stable.ts'
import { NO_STUBS, ROW_HEIGHT, layoutBars, stubPlace } from './bars/bar-layout.ts'
import { BarCanvas } from './bars/BarCanvas.tsx'
import { EventMarks } from './bars/EventMarks.tsx'
import { Ruler } from './time/Ruler.tsx'
import { type RowActions, SpanRow } from './tree/SpanRow.tsx'
import { Overview } from './time/Overview.tsx'
import { timeAction } from './time/time-keys.ts'
import { useTimeAxis } from './time/use-time-axis.ts'
import { useTimeWheel } from './time/use-time-wheel.ts'
import type { ShownSpans } from './tools/use-shown-spans.ts'
import { treeAction } from './tree/tree-keys.ts'
import { useArcs } from './bars/use-arcs.ts'
import { useAnchoredRows } from './tree/use-anchored-rows.ts'
import { useKeptScroll } from './tree/use-kept-scroll.ts'
import { useShowSelected } from './tree/use-show-selected.ts'
import { useTree } from './tree/use-tree.ts'

/** What shortcuts of the screen around it do with a waterfall. */
export interface WaterfallHandle {
  zoomToSelected(): void
  showWhole(): void
  foldLevel(): void
  unfoldLevel(): void
}

interface Props {
  readonly ref: Ref<WaterfallHandle>
  readonly session: TraceSession
  readonly table: TraceTable
  readonly shown: ShownSpans
  /** Null: not shown. */
  readonly path: CriticalPath | null
  readonly selected: number
  readonly onSelect: (row: number, how: 'move' | 'pick') => void
  readonly onShowLinks: (row: number, along: 'link' | 'backlink') => void
  readonly onOpen: () => void
  readonly linkedFrom: Uint32Array | null
  readonly trail: Trail
}

/** The trace as a tree of rows beside bars on one time axis. Rows are DOM, for text and assistive technology; bars are canvas. */
export function Waterfall(props: Props) {
  const {
    ref,
    session,
    table,
    shown,
    path,
    selected,
    onSelect,
    onShowLinks,
    onOpen,
    linkedFrom,
    trail,
  } = props
  const base = useId()
  const { preferences } = useExplorer()
  const namesWidth = usePreference('namesWidth')
  const body = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const axisElement = useRef<HTMLDivElement>(null)
  const axis = useTimeAxis(table, axisElement)
  const { camera } = axis
  const { height } = useSize(scroller)
  const tree = useTree(table, shown.filtered, shown.found, path)
  const { visible, collapsed, folding, marks } = tree
  const { fold, unfold } = folding

  const initialOffset = useKeptScroll(table.traceId, scroller)
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialOffset,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = (items.at(-1)?.index ?? -1) + 1
  const barRows = useMemo(() => ({ table, visible, marks, path }), [table, visible, marks, path])

  const { arcs, over, leave } = useArcs(tree, selected, axis)
  const [peeked, setPeeked] = useState(-1)

  useAnchoredRows({ table, visible, selected, scroller })
  useShowSelected({ table, selected, collapsed, visible, height, unfold, scroller, virtualizer })
  useTimeWheel({
    element: body,
    axis: axisElement,
    window: camera.window,
    duration: table.duration,
    show: camera.show,
  })
  const zoomToSelected = () => {
    if (selected < 0) return
    camera.show(windowAround(table.start[selected], table.spanDuration[selected], table.duration))
  }
  useImperativeHandle(ref, () => ({
    zoomToSelected,
    showWhole: () => camera.show(null),
    foldLevel: folding.foldLevel,
    unfoldLevel: folding.unfoldLevel,
  }))

  const actions = useStable<RowActions>({
    toggle: (row) => (collapsed.has(row) ? unfold([row]) : fold([row])),
    pick: (row) => onSelect(row, 'pick'),
    showLinks: onShowLinks,
    closePeek(refocus) {
      setPeeked(-1)
      if (refocus) scroller.current?.focus({ preventScroll: true })
    },
  })
  const stubsAt = (index: number) => {
    if (axis.width === 0 || !isLinked(table, visible[index], linkedFrom)) return NO_STUBS
    return stubPlace(layoutBars(barRows, index, index + 1, axis.scale, axis.width)[0], axis.width)
  }
  const isQuiet = useQuietKeys()
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isQuiet(event)) return
    if (event.key === 'Enter' && event.target === event.currentTarget && selected >= 0)
      return onOpen()
    if (event.key === ' ' && event.target === event.currentTarget && selected >= 0) {
      event.preventDefault()
      return setPeeked(selected)
    }
    const time = timeAction(event, camera.window, table.duration)
    if (time) {
      event.preventDefault()
      return camera.show(time)
    }
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1)
    const action = event.shiftKey ? null : treeAction(event.key, selected, tree, page)
    if (!action) return
    event.preventDefault()
    if (action.do === 'select') onSelect(action.row, 'move')
    else if (action.do === 'collapse') fold([action.row])
    else unfold([action.row])
  }

  return (
    <div
      className="wf-body"
      ref={body}
      style={{ '--wf-names': namesWidth * 100 } as React.CSSProperties}
    >
      <div className="wf-splitter">
        <Splitter
          label="Width of the names"
          sizes="before"
          value={namesWidth}
          min={0.1}
          max={0.8}
          onChange={(value) => preferences.setState({ namesWidth: value })}
        />
      </div>
      <div className="wf-top">
        <Overview
          table={table}
          axis={axis}
          linkedFrom={linkedFrom}
          onZoom={selected >= 0 ? zoomToSelected : null}
        />
        <Ruler ref={axisElement} axis={axis} folding={folding} />
      </div>
      <div
        className="wf-scroll"
        ref={scroller}
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={visible.length}
        aria-activedescendant={
          selected >= 0 && items.some(({ index }) => visible[index] === selected)
            ? `${base}-${selected}`
            : undefined
        }
        tabIndex={0}
        onKeyDown={key}
      >
        <div
          className="wf-sizer"
          style={{ height: virtualizer.getTotalSize() }}
          onPointerOver={over}
          onPointerLeave={leave}
        >
          {items.map(({ index, start }) => {
            const row = visible[index]
            return (
              <SpanRow
                key={row}
                id={`${base}-${row}`}
                table={table}
                row={row}
                position={index + 1}
                top={start}
                selected={row === selected}
                {...tree.factsOf(row)}
                linkedFrom={linkedFrom}
                trail={trail}
                {...stubsAt(index)}
                peeked={row === peeked}
                actions={actions}
              />
            )
          })}
          <BarCanvas
            rows={barRows}
            first={first}
            last={last}
            top={items[0]?.start ?? 0}
            axis={axis}
            arcs={arcs}
          />
          {selected >= 0 && (
            <EventMarks session={session} row={selected} visible={visible} axis={axis} />
          )}
        </div>
      </div>
    </div>
  )
}
