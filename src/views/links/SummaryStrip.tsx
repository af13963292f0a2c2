import { formatCount } from '../../base/format.ts'
import type { Wait } from '../../model/wait.ts'
import { waitText } from '../../model/wait-words.ts'
import type { LinkSummary } from './link-summary.ts'

/** The figures of a span's links at a glance. */
export function SummaryStrip({ summary }: { readonly summary: LinkSummary }) {
  const { linked, expected, waits, failed, unresolved, pending, dropped } = summary
  // Figures stand in their places before they are known: links come one after the other, and nothing may jump with them.
  const mostWaits = (waits?.count ?? 0) + pending
  return (
    <dl className="ls">
      <div>
        <dt>
          items linked{' '}
          {expected && (
            <Expected
              name={expected.key}
              count={expected.count}
              linked={linked}
              dropped={dropped}
            />
          )}
        </dt>
        <dd>
          {formatCount(linked)}
          {expected && ` of ${formatCount(expected.count)}`}
        </dd>
      </div>
      {mostWaits > 0 && <WaitFigure label="median wait" wait={waits?.median} />}
      {mostWaits > 2 && <WaitFigure label="p95 wait" wait={waits?.p95} />}
      {mostWaits > 0 && <WaitFigure label="longest wait" wait={waits?.longest} />}
      {mostWaits > 2 && (
        <div>
          <dt>waits, short to long</dt>
          <dd className="ls-histogram">
            {summary.histogram.length > 0 && <Histogram steps={summary.histogram} />}
          </dd>
        </div>
      )}
      <Figure
        label="failed"
        title="Linked spans with an error status"
        value={formatCount(failed)}
        bad={failed > 0}
      />
      {unresolved > 0 && <Figure label="unresolved" value={formatCount(unresolved)} bad />}
      <div>
        <dt title="Links that the SDK discarded because of its limit (128 unless configured)">
          dropped
          {dropped > 0 &&
            `: ${formatCount(linked)} of ${formatCount(linked + dropped)} kept, the SDK’s link limit`}
        </dt>
        <dd className={dropped > 0 ? 'is-error' : 'muted'}>{formatCount(dropped)}</dd>
      </div>
    </dl>
  )
}

interface ExpectedProps {
  /** The attribute that says how many items the span took. */
  readonly name: string
  readonly count: number
  readonly linked: number
  readonly dropped: number
}

/** Whether the links are as many as the items, or would be with those that were dropped. */
function Expected({ name, count, linked, dropped }: ExpectedProps) {
  if (count === linked) return <span className="is-ok">= {name}</span>
  if (count === linked + dropped) {
    return (
      <span className="ls-warning">
        + {formatCount(dropped)} dropped = {name}
      </span>
    )
  }
  return <span className="is-error">differs from {name}</span>
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly bad: boolean
  readonly title?: string
}

function Figure({ label, value, bad, title }: FigureProps) {
  return (
    <div>
      <dt title={title}>{label}</dt>
      <dd className={bad ? 'is-error' : 'muted'}>{value}</dd>
    </div>
  )
}

interface WaitFigureProps {
  readonly label: string
  /** Undefined: not known yet. */
  readonly wait: Wait | undefined
}

function WaitFigure({ label, wait }: WaitFigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={wait ? 'ls-wait' : 'ls-wait muted'}>{wait ? waitText(wait) : '…'}</dd>
    </div>
  )
}

function Histogram({ steps }: { readonly steps: readonly number[] }) {
  const most = Math.max(...steps)
  return (
    <svg
      viewBox="0 0 100 24"
      role="img"
      aria-label={`Waits in ten steps from short to long: ${steps.join(', ')}`}
    >
      {steps.map((count, step) => {
        const height = (count / most) * 24
        // Steps have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        return <rect key={step} x={step * 10} y={24 - height} width="8" height={height} />
      })}
    </svg>
  )
}
