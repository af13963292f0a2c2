import { useMemo } from 'react'
import { formatDuration, formatTime, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import { spanKey } from '../../../model/ids.ts'
import type {
  Failure,
  LinkEdge,
  LinkGraph,
  TraceBox,
} from '../../../model/link-graph/link-graph.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { durationOf } from '../../../model/summary.ts'
import { usePreference } from '../../../queries/use-explorer.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { plural } from '../scene/card.ts'
import { LinkLine } from './LinkLine.tsx'
import { MoreList } from './MoreList.tsx'

interface Props {
  readonly graph: LinkGraph
  readonly box: TraceBox
  readonly onPickLink: (edge: LinkEdge) => void
  readonly onRetry: () => void
}

/** A trace of the graph: what is known of it, the spans on which links end, and those links. */
export function BoxDetails({ graph, box, onPickLink, onRetry }: Props) {
  const zone = usePreference('zone')
  const { outline, ends, traceId, malformed } = box
  const links = useMemo(
    () =>
      [...graph.edges.values()].filter(
        ({ from, to }) => from.traceId === traceId || to.traceId === traceId,
      ),
    [graph, traceId],
  )
  const summary = outline.state === 'known' ? outline.summary : null
  const failures = [
    outline.state === 'failed' ? outline.failure : null,
    box.causes.state === 'failed' ? box.causes.failure : null,
    box.effects.state === 'failed' ? box.effects.failure : null,
  ].filter((failure): failure is Failure => failure !== null)
  return (
    <>
      <dl className="lg-facts">
        {summary && (
          <>
            <Fact label="Started" value={formatTime(summary.start, { zone, precision: 'ms' })} />
            <Fact label="Duration" value={formatDuration(durationOf(summary))} />
            {summary.spanCount !== null && <Fact label="Spans" value={String(summary.spanCount)} />}
            {summary.errorCount !== null && (
              <Fact label="Errors" value={String(summary.errorCount)} />
            )}
            <Fact label="Services" value={summary.services.map(nameText).join(', ')} />
          </>
        )}
        <div>
          <dt>Trace</dt>
          <dd className="mono" title={traceId}>
            {shortId(traceId)} <CopyButton what="trace id" text={traceId} />
          </dd>
        </div>
      </dl>
      {failures.length > 0 && (
        <p className="is-error">
          {failures[0].message}{' '}
          <button type="button" className="button button-small" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
      <h3>{plural(ends.length, 'span')} with links</h3>
      <MoreList items={ends} label="Spans with links" keyOf={({ ref }) => spanKey(ref)}>
        {({ ref, target }) =>
          target.at === 'elsewhere' ? (
            <span>
              {nameText(target.span.name) || 'unnamed'}{' '}
              <span className="muted">
                {nameText(target.span.service)} · {formatDuration(durationOf(target.span))}
              </span>
              {target.span.status === STATUS_ERROR && <span className="is-error"> failed</span>}
            </span>
          ) : (
            <span className="muted">
              <span className="mono">{shortId(ref.spanId)}</span>{' '}
              {target.at === 'absent' ? target.why.reason : 'on its way'}
            </span>
          )
        }
      </MoreList>
      <h3>{plural(links.length, 'link')} in the graph</h3>
      <MoreList items={links} label="Links" keyOf={({ key }) => key}>
        {(edge) => <LinkLine edge={edge} from={traceId} onPick={() => onPickLink(edge)} />}
      </MoreList>
      {malformed.length > 0 && (
        <p className="muted">{plural(malformed.length, 'link')} without a valid target.</p>
      )}
    </>
  )
}

export function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
