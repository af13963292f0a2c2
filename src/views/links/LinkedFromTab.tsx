import { useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Span } from '../../model/span.ts'
import { refAt } from '../../model/trace-table.ts'
import type { TraceSession } from '../../queries/trace-session.ts'
import { useExplorer, usePreference } from '../../queries/use-explorer.ts'
import { type TracePlace, followedPlace, hrefOf } from '../../state/places.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { AttributeListComponent } from './LinkDetails.tsx'
import { LinkTable } from './LinkTable.tsx'
import type { LinkRow } from './link-rows.ts'
import { useBacklinkRows } from './use-link-rows.ts'
import { useSortedRows } from './use-sorted-rows.ts'
import { useActiveLink } from './use-active-link.ts'
import './links.css'

interface Props {
  readonly session: TraceSession
  readonly row: number
  readonly span: Span | null
  readonly place: TracePlace
  readonly AttributeList: AttributeListComponent
}

/** "3 spans link to this span": what became of it. */
export function LinkedFromTab({ session, row, span, place, AttributeList }: Props) {
  const explorer = useExplorer()
  const zone = usePreference('zone')
  const { rows, keys, total, loaded, error, retry } = useBacklinkRows(session, row)
  const [active, setActive] = useActiveLink(session.table.traceId)
  const [filter, setFilter] = useState('')
  const missing = (total ?? 0) - loaded
  const { shown, sort, setSort } = useSortedRows(rows, filter, missing)
  const self = refAt(session.table, row)
  const href = ({ ref }: LinkRow) =>
    ref && hrefOf(followedPlace(place.trail, self, 'backlink', ref))

  if (error && rows.length === 0) {
    return (
      <div className="lk">
        <Notice
          kind="error"
          title="The links to this span could not be loaded"
          action={{ label: 'Try again', onClick: retry }}
        >
          {error.message}
        </Notice>
      </div>
    )
  }
  if (total === null)
    return (
      <div className="lk lk-progress" aria-busy="true">
        Looking for links to this span…
      </div>
    )
  return (
    <div className="lk">
      <p className="lk-sentence">
        {sentence(rows.length)}
        <span className="muted">
          {rows.length > 0 && ' · effects, usually later'} · found by the source’s index
        </span>
      </p>
      {error && (
        <Notice
          kind="error"
          title={`${formatCount(missing)} more could not be loaded`}
          action={{ label: 'Try again', onClick: retry }}
        >
          {error.message}
        </Notice>
      )}
      {missing > 0 && !error && (
        <p className="lk-progress" role="status">
          loaded {formatCount(loaded)} of {formatCount(total)}
        </p>
      )}
      {rows.length > 5 && (
        <label className="lk-filter">
          <span className="visually-hidden">Filter links to this span</span>
          <input
            className="input"
            type="search"
            placeholder="Filter by operation, service, status, id or attribute…"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
      )}
      {rows.length > 0 && (
        <LinkTable
          what="Linking span"
          rows={shown}
          keys={keys}
          sort={sort}
          onSort={setSort}
          active={active}
          onActive={setActive}
          hrefOf={href}
          onFollow={(to) => explorer.navigation.go(to, 'push')}
          spanFlags={span?.flags ?? 0}
          zone={zone}
          AttributeList={AttributeList}
          onRetry={retry}
          empty={`No link matches “${filter}”.`}
        />
      )}
    </div>
  )
}

function sentence(spans: number): string {
  if (spans === 0) return 'No span links to this span'
  return spans === 1 ? '1 span links to this span' : `${formatCount(spans)} spans link to this span`
}
