import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { statusQuery } from '../../queries/options.ts'
import { useExplorer, useGo, usePreference } from '../../queries/use-explorer.ts'
import { SourceError } from '../../sources/source.ts'
import type { SearchState } from '../../state/search-state.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useSize } from '../../ui/use-size.ts'
import { EmptyStore } from './EmptyStore.tsx'
import { filterCount, withoutFilters } from './filters.ts'
import { NewTraces } from './NewTraces.tsx'
import { ResultTable } from './ResultTable.tsx'
import { SampleLine } from './SampleLine.tsx'
import { ScatterChart } from './ScatterChart.tsx'
import { searchOptions } from './search-options.ts'
import { sorted } from './sorting.ts'
import { summaryText } from './summary-text.ts'

/** Below this width a row of the table takes two lines. */
const NARROW = 600

interface Props {
  readonly search: SearchState
  readonly scroller: HTMLElement | null
}

export function SearchResults({ search, scroller }: Props) {
  const explorer = useExplorer()
  const go = useGo()
  const section = useRef<HTMLElement>(null)
  const { width } = useSize(section)
  const query = useQuery(searchOptions(explorer, search))
  const { error, isPending, isFetching, isPlaceholderData, refetch } = query
  const data = useLast(query.data)
  const status = useQuery(statusQuery(explorer)).data
  const zone = usePreference('zone')
  const traces = useMemo(() => (data ? sorted(data.traces, search) : []), [data, search])
  const nothingStored = status?.traces === 0
  const isEmpty = query.data !== undefined && !isPlaceholderData && traces.length === 0

  // The store is known to hold traces before the search that was empty is answered again.
  const catchingUp = isFetching && filterCount(search) === 0
  const answered = data && !isPlaceholderData && !error && !(isEmpty && nothingStored)

  return (
    <section className="search-results" aria-label="Results" ref={section}>
      {status && status.sampleTraces > 0 && <SampleLine traces={status.sampleTraces} />}
      {error && (
        <Failure
          error={error}
          earlierRows={query.data === undefined && traces.length > 0}
          onRetry={() => void refetch()}
        />
      )}
      {traces.length > 0 && (
        <ScatterChart
          traces={traces}
          onNarrow={(from, to) =>
            go({ screen: 'traces', search: { ...search, time: 'custom', from, to } })
          }
        />
      )}
      <div className="search-summary">
        <p role="status">{answered && summaryText(data, search, zone)}</p>
        {isFetching && !isPending && <span className="muted">Loading …</span>}
        <NewTraces
          seen={data?.arrivals}
          showAtOnce={isEmpty && !isFetching && !error}
          onShow={() => void refetch()}
        />
      </div>
      {isPending && traces.length === 0 && <SkeletonRows />}
      {traces.length > 0 && (
        <ResultTable
          search={search}
          traces={traces}
          narrow={width > 0 && width < NARROW}
          stale={isPlaceholderData}
          scroller={scroller}
        />
      )}
      {isEmpty && status?.traces === 0 && <EmptyStore endpoints={status.otlpEndpoints} />}
      {isEmpty && status !== undefined && !nothingStored && !catchingUp && (
        <Notice
          title="No trace matches"
          action={
            filterCount(search) > 0
              ? {
                  label: 'Clear filters',
                  onClick: () => go({ screen: 'traces', search: withoutFilters(search) }),
                }
              : undefined
          }
        >
          Take a filter away, or look further back in time.
        </Notice>
      )}
    </section>
  )
}

interface FailureProps {
  readonly error: Error
  /** What is in view answers the search before. */
  readonly earlierRows: boolean
  readonly onRetry: () => void
}

function Failure({ error, earlierRows, onRetry }: FailureProps) {
  const wrongQuery = error instanceof SourceError && error.code === 'badQuery'
  return (
    <Notice
      kind="error"
      title="The search failed"
      action={wrongQuery ? undefined : { label: 'Retry', onClick: onRetry }}
    >
      {error.message} {earlierRows && 'The rows below are those of the search before.'}
    </Notice>
  )
}

function SkeletonRows() {
  return (
    <div aria-hidden="true">
      {[0.6, 0.4, 0.5, 0.7, 0.45, 0.55].map((width) => (
        <div key={width} className="search-skeleton">
          <div className="skeleton" style={{ width: `${width * 100}%` }} />
        </div>
      ))}
    </div>
  )
}
