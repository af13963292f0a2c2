import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import type { SpanRef } from '../../model/ids.ts'
import { rowOfSpan } from '../../model/trace-table.ts'
import { traceQuery } from '../../queries/options.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { DetailTab, TracePlace } from '../../state/places.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { LinkTableHandle } from '../../views/links/LinkTable.tsx'
import { DetailsPanel } from './later-views.ts'
import { useLandmark } from '../../ui/embedded.ts'

interface Props {
  readonly ref: Ref<HTMLElement>
  readonly links: Ref<LinkTableHandle>
  /** In the open trace or another one. */
  readonly leg: SpanRef
  readonly place: TracePlace
  readonly onTab: (tab: DetailTab) => void
  readonly onClose: () => void
}

/** The details of a span of the journey, of whatever trace it is. */
export function LegDetails({ ref, links, leg, place, onTab, onClose }: Props) {
  const explorer = useExplorer()
  const landmark = useLandmark('complementary')
  const { data: session, error, refetch } = useQuery(traceQuery(explorer, leg.traceId))
  const row = session ? rowOfSpan(session.table, leg.spanId) : -1
  if (session && row >= 0) {
    return (
      <DetailsPanel
        ref={ref}
        links={links}
        session={session}
        row={row}
        place={place}
        onTab={onTab}
        onClose={onClose}
      />
    )
  }
  return (
    <section
      className="dp"
      role={landmark}
      aria-label="Span details"
      ref={ref}
      aria-busy={!session && !error}
    >
      <div className="tr-notice">
        {session && <Notice kind="warning" title="The span is not in its trace" />}
        {!session && error && (
          <Notice
            kind="error"
            title="The trace could not be loaded"
            action={{ label: 'Try again', onClick: () => void refetch() }}
          >
            {error.message}
          </Notice>
        )}
        {!session && !error && <div className="skeleton dp-skeleton" />}
      </div>
    </section>
  )
}
