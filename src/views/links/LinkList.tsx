import type { ReactNode } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Span } from '../../model/span.ts'
import { refAt } from '../../model/trace-table.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import type { Explorer, PlaceLink } from '../../queries/explorer.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { type TracePlace, followedPlace } from '../../state/places.ts'
import type { Hop } from '../../state/trail.ts'
import { linkViewKey } from '../../state/view-store.ts'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkTable } from './LinkTable.tsx'
import type { LinkRow } from './link-rows.ts'
import { useLinkView } from './use-link-view.ts'
import { LOCAL, type Where } from './words.ts'
import { useSortedRows } from './use-sorted-rows.ts'

/** What the panel around a link tab knows. */
export interface LinkTabProps {
  readonly session: TraceSession
  readonly row: number
  /** Null while it loads: the links show before. */
  readonly span: Span | null
  readonly place: TracePlace
  readonly AttributeList: AttributeListComponent
}

interface Props extends LinkTabProps {
  readonly along: Hop['along']
  readonly rows: readonly LinkRow[]
  /** Link attributes that have a column. */
  readonly keys: readonly string[]
  /** Lines that are still to come, or to be resolved. */
  readonly pending: number
  /** What is said of them. */
  readonly progress: ReactNode
  readonly onRetry: () => void
}

/** Fewer lines are read at a glance. */
const FILTER_FROM = 6

/** Links either way: a filter above a table. */
export function LinkList(props: Props) {
  const { session, row, span, place, along, rows, keys, pending } = props
  const explorer = useExplorer()
  const zone = usePreference('zone')
  const self = refAt(session.table, row)
  const [view, setView] = useLinkView(linkViewKey(self, along))
  const { filter } = view
  const { shown, waiting } = useSortedRows(rows, view, pending)
  const follow = ({ href, 'data-place': to }: PlaceLink, apart: boolean) => {
    if (apart && explorer.navigation.shareable) window.open(href, '_blank', 'noopener')
    else explorer.navigation.go(to, 'push')
  }
  return (
    <>
      {rows.length >= FILTER_FROM && (
        <label>
          <span className="visually-hidden">Filter links</span>
          <input
            className="input"
            type="search"
            placeholder="Filter by operation, service, status, id or attribute…"
            value={filter}
            onChange={(event) => setView({ filter: event.target.value })}
          />
        </label>
      )}
      <p className="lk-progress" role="status">
        {pending > 0 && props.progress}
        {waiting && ' Sorting when all are there. '}
        {filter.trim() !== '' &&
          `${formatCount(shown.length)} of ${formatCount(rows.length)} match`}
      </p>
      {!explorer.source.capabilities.linkAttributes && rows.length > 0 && (
        <p className="muted">Link attributes are not kept by this source.</p>
      )}
      <LinkTable
        what={along === 'link' ? 'Linked span' : 'Linking span'}
        rows={shown}
        keys={keys}
        view={view}
        onView={setView}
        onSee={(refs) => explorer.targets.see(refs)}
        linkTo={({ ref }) => ref && explorer.linkTo(followedPlace(place.trail, self, along, ref))}
        onFollow={follow}
        spanFlags={span?.flags ?? 0}
        zone={zone}
        where={whereOf(explorer)}
        AttributeList={props.AttributeList}
        onRetry={props.onRetry}
        empty={`No link matches “${filter}”.`}
      />
    </>
  )
}

function whereOf({ source, local }: Explorer): Where {
  return local ? LOCAL : { name: `the source ${source.name}`, live: source.capabilities.watch }
}
