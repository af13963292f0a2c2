import type { ComponentType } from 'react'
import { formatDuration, formatTime, shortId } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import type { Attributes } from '../../../model/attributes.ts'
import type { SpanRef } from '../../../model/ids.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import { type SpanSummary, durationOf } from '../../../model/summary.ts'
import { STATUS_ERROR } from '../../../model/span.ts'
import { useLinkTo, usePreference } from '../../../queries/use-explorer.ts'
import { tracePlace } from '../../../state/places.ts'
import { linkWords } from '../scene/edge-words.ts'
import { plural } from '../scene/card.ts'

/** Shows attributes; handed in, since it belongs to another panel. */
export type AttributeListComponent = ComponentType<{
  readonly attributes: Attributes
  readonly label: string
}>

interface Props {
  readonly edge: LinkEdge
  readonly AttributeList: AttributeListComponent
}

/** The links from one span to one span: the wait, both spans, and what each link carries. */
export function LinkDetails({ edge, AttributeList }: Props) {
  const { linked, linking, links } = edge
  return (
    <>
      <p className="lg-wait">{linkWords(edge) || 'The linked span is on its way.'}</p>
      <h3>Cause: the linked span</h3>
      <SpanLine
        target={edge.to}
        span={linked.at === 'elsewhere' ? linked.span : null}
        why={linked.at === 'absent' ? linked.why.reason : 'on its way'}
      />
      <h3>Effect: the linking span</h3>
      <SpanLine target={edge.from} span={linking} why="" />
      <h3>{links.length === 1 ? 'Attributes of the link' : plural(links.length, 'link')}</h3>
      {links.map(({ attributes, droppedAttributes, traceState }, i) => (
        <div key={i} className="lg-attributes">
          {attributes === null ? (
            <p className="muted">Not kept by this source.</p>
          ) : attributes.length === 0 ? (
            <p className="muted">No attributes.</p>
          ) : (
            <AttributeList attributes={attributes} label="Attributes of the link" />
          )}
          {droppedAttributes > 0 && (
            <p className="muted">{plural(droppedAttributes, 'attribute')} dropped by the SDK.</p>
          )}
          {traceState !== '' && <p className="mono">tracestate {nameText(traceState)}</p>}
        </div>
      ))}
    </>
  )
}

interface SpanLineProps {
  readonly target: SpanRef
  readonly span: SpanSummary | null
  readonly why: string
}

function SpanLine({ target, span, why }: SpanLineProps) {
  const zone = usePreference('zone')
  const linkTo = useLinkTo()
  return (
    <p>
      <a {...linkTo(tracePlace(target.traceId, target.spanId))}>
        {span ? nameText(span.name) || 'unnamed' : shortId(target.spanId)}
      </a>{' '}
      <span className="muted">
        {span
          ? `${nameText(span.service)} · ${formatDuration(durationOf(span))} · ${formatTime(span.start, { zone, precision: 'ms' })}`
          : why}
      </span>
      {span?.status === STATUS_ERROR && <span className="is-error"> failed</span>}
    </p>
  )
}
