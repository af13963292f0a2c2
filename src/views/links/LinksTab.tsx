import { useMemo, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Span } from '../../model/span.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { refAt } from '../../model/trace-table.ts'
import { type TracePlace, followedPlace, hrefOf } from '../../state/places.ts'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkTable } from './LinkTable.tsx'
import { SummaryStrip } from './SummaryStrip.tsx'
import type { LinkRow } from './link-rows.ts'
import { summarise } from './link-summary.ts'
import { useLinkRows } from './use-link-rows.ts'
import { useSortedRows } from './use-sorted-rows.ts'
import { useActiveLink } from './use-active-link.ts'
import './links.css'

interface Props {
  readonly session: TraceSession
  readonly row: number
  /** Null while it loads: the links show before. */
  readonly span: Span | null
  readonly place: TracePlace
  readonly AttributeList: AttributeListComponent
}

/** "This span links to 5 spans": each of them, what it was and how long it waited. */
export function LinksTab({ session, row, span, place, AttributeList }: Props) {
  const { targets, navigation } = useExplorer()
  const zone = usePreference('zone')
  const { rows, keys, elsewhere } = useLinkRows(session, row)
  const summary = useMemo(() => summarise(rows, span), [rows, span])
  const [active, setActive] = useActiveLink(session.table.traceId)
  const [filter, setFilter] = useState('')
  const { shown, sort, setSort, waiting } = useSortedRows(rows, filter, summary.pending)
  const self = refAt(session.table, row)
  const href = ({ ref }: LinkRow) => ref && hrefOf(followedPlace(place.trail, self, 'link', ref))
  const retry = () => targets.forgetAbsent('all')

  if (rows.length === 0) {
    return (
      <div className="lk">
        <p className="lk-sentence">This span has no links: it points to no other span.</p>
        {summary.dropped > 0 && <SummaryStrip summary={summary} />}
      </div>
    )
  }
  const linked = rows.length - summary.unresolved - summary.pending
  return (
    <div className="lk">
      <p className="lk-sentence">
        This span links to {rows.length === 1 ? '1 span' : `${formatCount(rows.length)} spans`}
        <span className="muted"> · causes, usually earlier</span>
      </p>
      <SummaryStrip summary={summary} />
      {rows.length > 5 && (
        <label className="lk-filter">
          <span className="visually-hidden">Filter links</span>
          <input
            className="input"
            type="search"
            placeholder="Filter by operation, service, status, id or attribute…"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
      )}
      <p className="lk-progress" role="status">
        {summary.pending > 0 && (
          <>
            resolved {formatCount(linked + summary.unresolved)} of {formatCount(rows.length)}
            {waiting && ', sorting when all are there'}{' '}
            <button
              type="button"
              className="button button-small button-plain"
              onClick={() => (targets.busy ? targets.cancel() : targets.wish(elsewhere))}
            >
              {targets.busy ? 'Cancel' : 'Resolve the rest'}
            </button>
          </>
        )}
        {filter.trim() !== '' &&
          `${formatCount(shown.length)} of ${formatCount(rows.length)} match`}
      </p>
      <LinkTable
        what="Linked span"
        rows={shown}
        keys={keys}
        sort={sort}
        onSort={setSort}
        active={active}
        onActive={setActive}
        hrefOf={href}
        onFollow={(to) => navigation.go(to, 'push')}
        spanFlags={span?.flags ?? 0}
        zone={zone}
        AttributeList={AttributeList}
        onRetry={retry}
        empty={`No link matches “${filter}”.`}
      />
    </div>
  )
}
