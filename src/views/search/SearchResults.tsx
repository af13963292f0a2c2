import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { statusQuery } from '../../queries/options.ts'
import { useExplorer, useGo, usePreference } from '../../queries/use-explorer.ts'
import { useLongQuestion } from '../../queries/use-long-question.ts'
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
import { lacks } from './lacks.ts'
import { searchKey, searchOptions } from './search-options.ts'
import { sorted } from './sorting.ts'
import { progressText, summaryText } from './summary-text.ts'
import { widerTime } from './wider-time.ts'

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
  const { running, progress, end } = useLongQuestion(explorer.searches, searchKey(search))
  // What was found first is shown while the rest is searched, where it stays first.
  const early = progress?.settled && progress.found.traces.length > 0 ? progress.found : null
  const shown = early ?? data
  const howFar = progressText(progress)
  const status = useQuery(statusQuery(explorer)).data
  const zone = usePreference('zone')
  const traces = useMemo(() => (shown ? sorted(shown.traces, search) : []), [shown, search])
  const nothingStored = status?.traces === 0
  const isEmpty = query.data !== undefined && !isPlaceholderData && traces.length === 0

  // The store is known to hold traces before the search that was empty is answered again.
  const catchingUp = isFetching && filterCount(search) === 0
  const answered = data && !isPlaceholderData && !error && !early && !(isEmpty && nothingStored)
  const complete = answered && !data.more && !data.ended && !running
  const wider = complete && data.searched ? widerTime(search) : null
  const notes = answered && !running ? lacks(traces, explorer.source) : []

  return (
    <section className="search-results" aria-label="Results" ref={section}>
      {error && (
        <Failure
          error={error}
          raw={search.raw !== ''}
          earlierRows={query.data === undefined && traces.length > 0}
          onRetry={() => void refetch()}
        />
      )}
      {isPending && traces.length === 0 && <div className="search-scatter" aria-hidden="true" />}
      {traces.length > 0 && (
        <ScatterChart
          traces={traces}
          onNarrow={(from, to) =>
            go({ screen: 'traces', search: { ...search, time: 'custom', from, to } })
          }
        />
      )}
      <div className="search-summary">
        <p role="status">{howFar ?? (answered && summaryText(data, search, zone))}</p>
        {running && (
          <span className="search-running">
            {howFar === null && 'Searching …'}{' '}
            <button type="button" className="button button-small" onClick={end}>
              Cancel
            </button>
          </span>
        )}
        {wider && (
          <button
            type="button"
            className="button button-small"
            onClick={() => go({ screen: 'traces', search: wider })}
          >
            Search wider
          </button>
        )}
        {answered && data.ended && !running && (
          <button type="button" className="button button-small" onClick={() => void refetch()}>
            Search again
          </button>
        )}
        {status && status.sampleTraces > 0 && <SampleLine traces={status.sampleTraces} />}
        <NewTraces
          seen={data?.arrivals}
          showAtOnce={isEmpty && !isFetching && !error}
          onShow={() => void refetch()}
        />
      </div>
      {notes.length > 0 && <p className="search-lacks muted">{notes.join(' ')}</p>}
      {isPending && traces.length === 0 && <SkeletonRows />}
      {traces.length > 0 && (
        <ResultTable
          search={search}
          traces={traces}
          narrow={width > 0 && width < NARROW}
          stale={isPlaceholderData && !early}
          scroller={scroller}
        />
      )}
      {isEmpty && status?.traces === 0 && <EmptyStore endpoints={status.otlpEndpoints} />}
      {isEmpty && status !== undefined && !nothingStored && !catchingUp && !data?.ended && (
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
  /** The search is in the source's own language. */
  readonly raw: boolean
  /** What is in view answers the search before. */
  readonly earlierRows: boolean
  readonly onRetry: () => void
}

function Failure({ error, raw, earlierRows, onRetry }: FailureProps) {
  const wrongQuery = error instanceof SourceError && error.code === 'badQuery'
  return (
    <Notice
      kind="error"
      title="The search failed"
      action={wrongQuery ? undefined : { label: 'Retry', onClick: onRetry }}
    >
      {raw && wrongQuery ? 'The source can’t read this query; the field says why.' : error.message}{' '}
      {earlierRows && 'The rows below are those of the search before.'}
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
