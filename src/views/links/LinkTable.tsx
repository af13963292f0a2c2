import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SpanRef } from '../../model/ids.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import type { LinkView } from '../../state/view-store.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useScrollEnd } from '../../ui/use-scroll-end.ts'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkTableHead } from './LinkTableHead.tsx'
import { LinkTableRow } from './LinkTableRow.tsx'
import type { LinkRow } from './link-rows.ts'
import type { Where } from './words.ts'

export interface LinkTableProps {
  /** "Linked span" or "Linking span". */
  readonly what: string
  readonly rows: readonly LinkRow[]
  /** Link attributes that have a column. */
  readonly keys: readonly string[]
  readonly view: LinkView
  readonly onView: (change: Partial<LinkView>) => void
  /** Hears which spans are in view. */
  readonly onSee: (refs: readonly SpanRef[]) => void
  readonly linkTo: (row: LinkRow) => PlaceLink | null
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

/** A grid of links, one row a linked span: arrows move, Enter follows, Space unfolds. Any number of rows. */
export function LinkTable(props: LinkTableProps) {
  const { rows, keys, view, onView, onSee, linkTo, onFollow } = props
  const { active } = view
  const base = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const open = useMemo(() => new Set(view.open), [view.open])
  const [initialOffset] = useState(view.scrollTop)
  useScrollEnd(scroller, (scrollTop) => onView({ scrollTop }))
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index].key,
    overscan: 8,
    initialOffset,
  })
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1]
  useLayoutEffect(() => {
    onSee(rows.slice(first, last + 1).flatMap(({ ref }) => ref ?? []))
    // `onSee` is another function each time, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rows, first, last])
  const setActive = (key: string) => onView({ active: key })
  const toggle = ({ key }: LinkRow) =>
    onView({
      open: open.has(key) ? view.open.filter((other) => other !== key) : [...view.open, key],
    })
  const at = rows.findIndex(({ key }) => key === active)
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    if (!rows[next]) return
    setActive(rows[next].key)
    virtualizer.scrollToIndex(next, { align: 'auto' })
  }
  const key = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2)
    const next = stepTo(event.key, at, rows.length, page)
    const row = rows[at]
    if (next !== null && !event.ctrlKey && !event.metaKey) move(next)
    else if (event.key === ' ' && row) toggle(row)
    else if (event.key === 'ArrowRight' && row && !open.has(row.key)) toggle(row)
    else if (event.key === 'ArrowLeft' && row && open.has(row.key)) toggle(row)
    else if (event.key === 'Enter' && row) {
      const link = linkTo(row)
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
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at >= 0 ? `${base}-${rows[at].key}` : undefined}
        tabIndex={0}
        onKeyDown={key}
        onFocus={(event) => {
          if (event.target === event.currentTarget && at < 0 && rows[0]) setActive(rows[0].key)
        }}
      >
        <LinkTableHead
          what={props.what}
          keys={keys}
          sort={view.sort}
          onSort={(sort) => onView({ sort })}
          minWidth={minWidth}
        />
        {rows.length === 0 ? (
          <div role="row" aria-rowindex={2} className="lt-empty">
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : (
          <div className="lt-sizer" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index]
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
                  <LinkTableRow
                    id={`${base}-${row.key}`}
                    row={row}
                    position={item.index + 2}
                    keys={keys}
                    active={row.key === active}
                    open={open.has(row.key)}
                    link={linkTo(row)}
                    spanFlags={props.spanFlags}
                    zone={props.zone}
                    where={props.where}
                    AttributeList={props.AttributeList}
                    onActivate={() => setActive(row.key)}
                    onToggle={() => toggle(row)}
                    onRetry={() => props.onRetry(row)}
                  />
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

/** The line that a key moves to; may lie outside of the table. Null: the key moves nowhere. */
function stepTo(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case ']':
      return at + 1
    case 'ArrowUp':
    case 'k':
    case '[':
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
      <span>Space unfolds a link</span>
    </p>
  )
}
