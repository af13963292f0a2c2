import { formatDuration } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import type { TraceId } from '../../../model/ids.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { durationOf } from '../../../model/summary.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { linkWords } from '../scene/edge-words.ts'

interface Props {
  readonly edge: LinkEdge
  /** Seen from this trace. */
  readonly from: TraceId
  readonly onPick: () => void
}

/** A link of a box: what is at its other end, and the wait. */
export function LinkLine({ edge, from, onPick }: Props) {
  const isOut = edge.from.traceId === from
  const far = isOut ? (edge.linked.at === 'elsewhere' ? edge.linked.span : null) : edge.linking
  const words = linkWords(edge)
  return (
    <button type="button" className="lg-line-button" onClick={onPick}>
      <Icon name={isOut ? 'earlier' : 'later'} />
      <span className="truncate">
        {far ? nameText(far.name) || 'unnamed' : 'not shown'}
        {far && (
          <span className="muted">
            {' '}
            {nameText(far.service)} · {formatDuration(durationOf(far))}
          </span>
        )}
        {far?.status === STATUS_ERROR && <span className="is-error"> failed</span>}
      </span>
      <span className="lg-wait">{words}</span>
    </button>
  )
}
