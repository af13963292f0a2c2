import { memo } from 'react'
import {
  type TimeZone,
  formatClock,
  formatCount,
  formatDate,
  formatTime,
} from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { SpanId, TraceId } from '../../model/ids.ts'
import type { TraceSummary } from '../../model/summary.ts'
import { useLinkTo } from '../../queries/use-explorer.ts'
import { tracePlace } from '../../state/places.ts'
import { durationText } from './duration-text.ts'
import { TraceShape } from './TraceShape.tsx'

interface Props {
  readonly trace: TraceSummary
  /** The span at which the trace opens. */
  readonly spanId: SpanId | null
  readonly index: number
  readonly top: number
  readonly height: number
  /** One row of the grid takes part in the Tab order; arrows move from there. */
  readonly tabbable: boolean
  readonly onActive: (index: number, traceId: TraceId) => void
  readonly zone: TimeZone
  readonly today: string
}

/** One trace. Its link covers the whole row. */
export const ResultRow = memo(function ResultRow(props: Props) {
  const { trace, spanId, index, top, height, tabbable, onActive, zone, today } = props
  const linkTo = useLinkTo()
  const date = formatDate(trace.start, zone)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      className="search-row"
      style={{ height, transform: `translateY(${top}px)` }}
      onFocus={() => onActive(index, trace.traceId)}
    >
      <div role="gridcell" className="search-cell-started mono muted">
        {date !== today && `${shortDate(date, today)} `}
        {formatClock(trace.start, { zone, precision: 's' })}
      </div>
      <div role="gridcell" className="search-cell-root">
        <span className="swatch" style={{ background: serviceColor(trace.rootService) }} />
        <a
          className="search-open truncate"
          {...linkTo(tracePlace(trace.traceId, spanId))}
          tabIndex={tabbable ? 0 : -1}
          draggable={false}
          title={`${formatTime(trace.start, { zone })} · trace ${trace.traceId}`}
        >
          <span className="muted">{nameText(trace.rootService) || 'unknown service'}</span>{' '}
          {nameText(trace.rootName) || 'unnamed'}
        </a>
        {trace.errorCount !== null && trace.errorCount > 0 && (
          <span className="search-errors">
            <span aria-hidden="true">●</span>{' '}
            {trace.errorCount === 1 ? '1 error' : `${formatCount(trace.errorCount)} errors`}
          </span>
        )}
        {trace.rootSpanId === null && <span className="search-chip">root not arrived</span>}
        {trace.sample && <span className="search-chip search-sample">sample</span>}
      </div>
      <div role="gridcell" className="search-cell-duration">
        {durationText(trace)}
      </div>
      <Count
        className="search-cell-spans"
        count={trace.spanCount}
        unit={trace.spanCount === 1 ? 'span' : 'spans'}
      />
      <Count
        className="search-cell-linksOut is-link"
        count={trace.linksOut}
        unit={trace.linksOut === 1 ? 'link out' : 'links out'}
      />
      <Count
        className="search-cell-linkedFrom is-link"
        count={trace.linkedFrom}
        unit="linked from"
      />
      <div role="gridcell" className="search-cell-shape">
        <TraceShape bars={trace.shape} />
      </div>
    </div>
  )
})

/** Without the year where it is this one. */
function shortDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date
}

interface CountProps {
  readonly className: string
  readonly count: number | null
  /** Shown where no column header stands above. */
  readonly unit: string
}

/** Nothing for zero: a figure that is there then means something. What the source does not count says so. */
function Count({ className, count, unit }: CountProps) {
  if (count === null) {
    return (
      <div role="gridcell" className={className}>
        <span className="muted" title="not counted by this source" aria-hidden="true">
          –
        </span>
        <span className="visually-hidden">not counted by this source</span>
      </div>
    )
  }
  return (
    <div role="gridcell" className={className}>
      {count > 0 && (
        <>
          {formatCount(count)}
          <span className="search-unit"> {unit}</span>
        </>
      )}
    </div>
  )
}
