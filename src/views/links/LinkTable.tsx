import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SpanRef } from '../../model/ids.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { useQuietKeys } from '../../queries/use-quiet-keys.ts'
import type { LinkView } from '../../state/view-store.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useScrollEnd } from '../../ui/use-scroll-end.ts'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkGroupRow } from './LinkGroupRow.tsx'
import { LinkTableHead } from './LinkTableHead.tsx'
import { LinkTableRow } from './LinkTableRow.tsx'
import type { TableLine } from './link-groups.ts'
import type { LinkRow } from './link-rows.ts'
import type { Where } from './words.ts'

/** What the shortcuts of the screen around it do. */
export interface LinkTableHandle {
  focus(): void
  /** To the next link, or the one before, with the focus. */
  step(by: 1 | -1): void
}

export interface LinkTableProps {
  readonly ref?: Ref<LinkTableHandle>
  /** "Linked span" or "Linking span". */
  readonly what: string
  readonly lines: readonly TableLine[]
  /** Link attributes that have a column. */
  readonly keys: readonly string[]
  readonly view: LinkView
  readonly onView: (change: Partial<LinkView>) => void
  /** Hears which spans are in view. */
  readonly onSee: (refs: readonly SpanRef[]) => void
  readonly linkTo: (row: LinkRow) => PlaceLink | null
  /** The address of the linked span, to hand to someone; null: it has none. */
  readonly permalink: (row: LinkRow) => string | null
  /** A row's link was chosen, to be opened here or apart, in another tab. */
  readonly onFollow: (link: PlaceLink, apart: boolean) => void
  readonly spanFlags: number
  readonly zone: 'local' | 'utc'
  readonly where: Where
  readonly AttributeList: AttributeListComponent
  readonly onRetry: (row: LinkRow) => void
  readonly empty: ReactNode
}

const ROW = 30

/** A grid of links, one row a linked span, in groups or not: arrows move, Enter follows, Space peeks. Any number of rows. */
export function LinkTable(props: LinkTableProps) {
  const { lines, keys, view, onView, onSee, linkTo, onFollow } = props
  const { active } = view
  const base = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const open = useMemo(() => new Set(view.open), [view.open])
  const closed = useMemo(() => new Set(view.closed), [view.closed])
  const [initialOffset] = useState(view.scrollTop)
  useScrollEnd(scroller, (scrollTop) => onView({ scrollTop }))
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lines[index].key,
    overscan: 8,
    initialOffset,
  })
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1]
  useLayoutEffect(() => {
    onSee(lines.slice(first, last + 1).flatMap(({ row }) => row?.ref ?? []))
    // `onSee` is another function each time, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [lines, first, last])
  const setActive = (key: string) => onView({ active: key })
  const toggle = ({ key, group }: TableLine) => {
    if (group) onView({ closed: toggled(view.closed, key) })
    else onView({ open: toggled(view.open, key) })
  }
  const isOpen = ({ key, group }: TableLine) => (group ? !closed.has(key) : open.has(key))
  const at = useMemo(() => lines.findIndex(({ key }) => key === active), [lines, active])
  const move = (to: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to))
    if (!lines[next]) return
    setActive(lines[next].key)
    virtualizer.scrollToIndex(next, { align: 'auto' })
  }
  useImperativeHandle(props.ref, () => ({
    focus: () => scroller.current?.focus(),
    step(by) {
      scroller.current?.focus()
      let next = at + by
      while (lines[next]?.group) next += by
      if (at < 0) next = lines.findIndex(({ row }) => row !== null)
      if (lines[next]) move(next)
    },
  }))
  const isQuiet = useQuietKeys()
  const key = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || isQuiet(event)) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2)
    const next = stepTo(event.key, at, lines.length, page)
    const line = lines[at]
    if (next !== null && !event.ctrlKey && !event.metaKey) move(next)
    else if (!line) return
    else if (event.key === ' ') toggle(line)
    else if (event.key === 'ArrowRight' && !isOpen(line)) toggle(line)
    else if (event.key === 'ArrowLeft' && isOpen(line)) toggle(line)
    else if (event.key === 'Enter' && line.group) toggle(line)
    else if (event.key === 'Enter' && line.row) {
      const link = linkTo(line.row)
      if (link === null) return
      onFollow(link, event.ctrlKey || event.metaKey)
    } else return
    event.preventDefault()
  }
  const keyColumns = keys.map(() => 'minmax(88px, 1fr)').join(' ')
  const minWidth = 620 + keys.length * 98
  return (
    <>
      <div
        className="lt"
        style={{ '--key-columns': keyColumns } as CSSProperties}
        ref={scroller}
        role="grid"
        aria-label={props.what}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
        tabIndex={0}
        onKeyDown={key}
        onFocus={(event) => {
          if (event.target === event.currentTarget && at < 0 && lines[0]) setActive(lines[0].key)
        }}
      >
        <LinkTableHead
          what={props.what}
          keys={keys}
          sort={view.sort}
          onSort={(sort) => onView({ sort })}
          minWidth={minWidth}
        />
        {lines.length === 0 ? (
          <div role="row" aria-rowindex={2} className="lt-empty">
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : (
          <div className="lt-sizer" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const line = lines[item.index]
              const shared = {
                id: `${base}-${item.index}`,
                position: item.index + 2,
                active: line.key === active,
                open: isOpen(line),
                onActivate: () => setActive(line.key),
                onToggle: () => toggle(line),
              }
              return (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className="lt-item"
                  style={{
                    transform: `translateY(${item.start}px)`,
                    minWidth: `max(100%, ${minWidth}px)`,
                  }}
                  role="presentation"
                >
                  {line.group ? (
                    <LinkGroupRow {...shared} group={line.group} />
                  ) : (
                    <LinkTableRow
                      {...shared}
                      row={line.row}
                      keys={keys}
                      link={linkTo(line.row)}
                      permalink={props.permalink(line.row)}
                      spanFlags={props.spanFlags}
                      zone={props.zone}
                      where={props.where}
                      AttributeList={props.AttributeList}
                      onRetry={() => props.onRetry(line.row)}
                    />
                  )}
                </div>
              )
            })}
          </div>
        )}
      </div>
      <Legend />
    </>
  )
}

function toggled(keys: readonly string[], key: string): string[] {
  return keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]
}

/** The line that a key moves to; may lie outside of the table. Null: the key moves nowhere. */
function stepTo(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return at + 1
    case 'ArrowUp':
    case 'k':
      return at - 1
    case 'PageDown':
      return at + page
    case 'PageUp':
      return at - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function Legend() {
  return (
    <p className="lt-legend" aria-hidden="true">
      <span>
        <Icon name="later" /> Enter opens the linked trace
      </span>
      <span>Space peeks at it</span>
      <span>[ and ] go from link to link</span>
    </p>
  )
}
