import { formatCount, formatDuration } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import type { Span } from '../../model/span.ts'
import { axisOf } from './event-axis.ts'

/** The events of a span on its time: where they are many, and which came before it began or after it ended. The list says the same. */
export function EventAxis({ span }: { readonly span: Span }) {
  const axis = axisOf(span)
  if (!axis) return null
  const { marks, bar, length, left } = axis
  return (
    <div
      className="details-axis"
      role="img"
      aria-label={`${formatCount(marks.length)} events within ${formatDuration(length)}`}
    >
      <div className="details-axis-line">
        <span
          className="details-axis-bar"
          style={{ insetInlineStart: `${bar.from * 100}%`, width: `${(bar.to - bar.from) * 100}%` }}
        />
        {marks.map(({ at, name, failed }, i) => (
          <span
            key={i}
            className={failed ? 'details-axis-mark is-failed' : 'details-axis-mark'}
            style={{ insetInlineStart: `${at * 100}%` }}
            title={nameText(name)}
          />
        ))}
      </div>
      <p aria-hidden="true">
        <span>{formatDuration(axis.from)}</span>
        {left > 0 && <span>the first {formatCount(marks.length)}</span>}
        <span>{formatDuration(axis.from + length)}</span>
      </p>
    </div>
  )
}
