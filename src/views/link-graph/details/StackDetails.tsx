import { useMemo, useState } from 'react'
import { formatCount, formatDuration } from '../../../base/format.ts'
import type { TraceId } from '../../../model/ids.ts'
import {
  type MemberRange,
  STACK_PAGE,
  type StackItem,
} from '../../../model/link-graph/graph-items.ts'
import type { LinkGraph } from '../../../model/link-graph/link-graph.ts'
import { type GraphRow, rowsOf } from '../table/graph-rows.ts'
import { Fact } from './BoxDetails.tsx'

interface Props {
  readonly graph: LinkGraph
  readonly stack: StackItem
  /** Members that are shown as boxes; null: the first few. */
  readonly opened: MemberRange | null
  readonly onPick: (traceId: TraceId) => void
  readonly onShow: (range: MemberRange | null) => void
}

/** A stack: how its members waited, and all of them, a page at a time. */
export function StackDetails({ graph, stack, opened, onPick, onShow }: Props) {
  const { members, count, failed, waits } = stack
  const rows = useMemo(() => new Map(rowsOf(graph).map((row) => [row.traceId, row])), [graph])
  const [from, setFrom] = useState(opened?.from ?? 0)
  const page = { from, to: Math.min(from + STACK_PAGE, members.length) }
  const isShown = opened?.from === page.from && opened.to === page.to
  return (
    <>
      <dl className="lg-facts">
        <Fact label="Traces" value={formatCount(members.length)} />
        <Fact label="Shown as boxes" value={formatCount(members.length - count)} />
        <Fact label="Failed, of those stacked" value={formatCount(failed)} />
        {waits && (
          <>
            <Fact label="Median wait" value={formatDuration(waits.median)} />
            <Fact label="p95 wait" value={formatDuration(waits.p95)} />
            <Fact label="Longest wait" value={formatDuration(waits.longest)} />
          </>
        )}
      </dl>
      <Histogram counts={stack.histogram} />
      <h3>Members, failed and slowest first</h3>
      <div className="lg-pages">
        <button
          type="button"
          className="button button-small"
          disabled={from === 0}
          onClick={() => setFrom(Math.max(0, from - STACK_PAGE))}
        >
          Previous
        </button>
        <span aria-live="polite">
          {formatCount(page.from + 1)}–{formatCount(page.to)} of {formatCount(members.length)}
        </span>
        <button
          type="button"
          className="button button-small"
          disabled={page.to >= members.length}
          onClick={() => setFrom(from + STACK_PAGE)}
        >
          Next
        </button>
        <button
          type="button"
          className="button button-small"
          onClick={() => onShow(isShown ? null : page)}
        >
          {isShown ? 'Stack them again' : `Show these ${page.to - page.from} as boxes`}
        </button>
      </div>
      <ul className="lg-list" aria-label="Members of the stack">
        {members.slice(page.from, page.to).map(({ traceId }) => (
          <li key={traceId}>
            <Member row={rows.get(traceId)!} onPick={() => onPick(traceId)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Member({ row, onPick }: { readonly row: GraphRow; readonly onPick: () => void }) {
  return (
    <button type="button" className="lg-line-button" onClick={onPick}>
      <span className="truncate">
        {row.operation} {row.hint !== '' && <span className="muted">{row.hint} </span>}
        <span className="muted">
          {[row.service, row.duration !== null && formatDuration(row.duration)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {row.failed && <span className="is-error"> failed</span>}
      </span>
      <span className="lg-wait">{row.waitText}</span>
    </button>
  )
}

function Histogram({ counts }: { readonly counts: readonly number[] }) {
  if (counts.length === 0) return null
  const most = Math.max(1, ...counts)
  return (
    <div
      className="lg-histogram"
      role="img"
      aria-label={`Waits from the shortest to the longest: ${counts.join(', ')}`}
    >
      {counts.map((count, i) => (
        <span key={i} style={{ height: `${(count / most) * 100}%` }} />
      ))}
    </div>
  )
}
