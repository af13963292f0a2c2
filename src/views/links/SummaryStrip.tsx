import { formatCount, formatDuration } from '../../base/format.ts'
import type { LinkSummary } from './link-summary.ts'

/** The figures of a span's links at a glance. */
export function SummaryStrip({ summary }: { readonly summary: LinkSummary }) {
  const { linked, expected, waits, failed, unresolved, dropped } = summary
  const complete = expected !== null && expected.count === linked
  const explained = expected !== null && expected.count === linked + dropped
  return (
    <dl className="ls">
      <div>
        <dt>
          items linked{' '}
          {expected && (
            <span className={complete ? 'is-ok' : 'is-error'}>
              {complete
                ? `= ${expected.key}`
                : explained
                  ? `≠ ${expected.key}: the rest was dropped`
                  : `≠ ${expected.key}`}
            </span>
          )}
        </dt>
        <dd>
          {formatCount(linked)}
          {expected && ` of ${formatCount(expected.count)}`}
        </dd>
      </div>
      {waits && (
        <>
          <Figure label="median wait" value={formatDuration(waits.median)} />
          {waits.count > 20 && <Figure label="p95 wait" value={formatDuration(waits.p95)} />}
          <Figure label="longest wait" value={formatDuration(waits.longest)} />
        </>
      )}
      {summary.histogram.length > 0 && waits && waits.count > 9 && (
        <div>
          <dt>waits, short to long</dt>
          <dd>
            <Histogram steps={summary.histogram} />
          </dd>
        </div>
      )}
      <Figure
        label={failed === 1 ? 'source failed' : 'sources failed'}
        value={formatCount(failed)}
        bad={failed > 0}
      />
      {unresolved > 0 && <Figure label="unresolved" value={formatCount(unresolved)} bad />}
      <div>
        <dt title="Links that the SDK discarded because of its limit (128 unless configured)">
          dropped
        </dt>
        <dd className={dropped > 0 ? 'is-error' : 'muted'}>
          {formatCount(dropped)}
          {dropped > 0 && (
            <span className="ls-note">
              {formatCount(linked)} of {formatCount(linked + dropped)} kept: the SDK’s link limit
            </span>
          )}
        </dd>
      </div>
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly bad?: boolean
}

function Figure({ label, value, bad }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={bad ? 'is-error' : 'muted'}>{value}</dd>
    </div>
  )
}

function Histogram({ steps }: { readonly steps: readonly number[] }) {
  const most = Math.max(...steps)
  return (
    <svg
      className="ls-histogram"
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
