import { type ReactNode, useEffect, useRef } from 'react'
import { formatCount, formatDuration, formatTime, shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import type { MapLink } from '../../model/link-map/link-map.ts'
import type { SpanSummary } from '../../model/summary.ts'
import { useLinkTo, usePreference } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { type DetailTab, tracePlace } from '../../state/places.ts'
import { type MapRow, absentLinks } from './map-rows.ts'
import { ShowInTraces } from './ShowInTraces.tsx'
import { NOT_FOUND, failedText, fullName, hasFailed, plural, titleOf, waitText } from './words.ts'

interface Props {
  /** Null: the URL names an edge that is not in this map. */
  readonly row: MapRow | null
  readonly state: MapState
}

/** The chosen edge: its figures and the links behind it. */
export function EdgeDetails({ row, state }: Props) {
  const linkTo = useLinkTo()
  const node = useRef<HTMLElement>(null)
  const shown = useRef(row?.key)
  // Where it lies beneath the picture, what was chosen in the table would be out of sight.
  useEffect(() => {
    if (shown.current !== row?.key) node.current?.scrollIntoView({ block: 'nearest' })
    shown.current = row?.key
  }, [row])
  return (
    <aside ref={node} className="link-map-details" aria-label="Link details">
      <div className="link-map-details-head">
        <h2>{row ? `${titleOf(row.cause)} → ${titleOf(row.effect)}` : 'Not in this map'}</h2>
        <a
          className="button button-small"
          {...linkTo({ screen: 'map', map: { ...state, edge: null } })}
        >
          Close
        </a>
      </div>
      {row ? (
        <Edge row={row} state={state} />
      ) : (
        <p className="muted">
          No link of this time goes there. Choose a longer time, or another link.
        </p>
      )}
    </aside>
  )
}

function Edge({ row, state }: { readonly row: MapRow; readonly state: MapState }) {
  const { links, waits, failed, examples } = row.edge
  const absent = absentLinks(row)
  const duration = (nanos: number | undefined) =>
    nanos === undefined ? '–' : formatDuration(nanos)
  return (
    <>
      <p className="muted">
        {fullName(row.effect)} links to{' '}
        {row.cause ? fullName(row.cause) : 'spans that are not there'}
      </p>
      <dl className="link-map-figures">
        <Figure label="links">{formatCount(links)}</Figure>
        <Figure label="wait p50">{duration(waits?.median)}</Figure>
        <Figure label="wait p95">{duration(waits?.p95)}</Figure>
        <Figure label="longest">{duration(waits?.longest)}</Figure>
        <Figure label="failed" error={failed > 0}>
          {failedText(row)}
        </Figure>
        {absent > 0 && <Figure label={NOT_FOUND}>{formatCount(absent)}</Figure>}
      </dl>
      <ShowInTraces node={row.effect} state={state} />
      <p className="link-map-ends">
        <span className="muted">All edges of</span>
        <NodeLink node={row.causeKey} name={titleOf(row.cause)} state={state} />
        {row.causeKey !== row.effectKey && (
          <NodeLink node={row.effectKey} name={titleOf(row.effect)} state={state} />
        )}
      </p>
      <h3>
        {examples.length < links
          ? `${formatCount(examples.length)} of ${plural(links, 'link')}, failed first, then the longest waits`
          : plural(links, 'link')}
      </h3>
      <ol className="link-map-examples">
        {examples.map((link, i) => (
          <Example key={i} link={link} at={i} />
        ))}
      </ol>
    </>
  )
}

interface NodeLinkProps {
  readonly node: string
  readonly name: string
  readonly state: MapState
}

function NodeLink({ node, name, state }: NodeLinkProps) {
  const linkTo = useLinkTo()
  return (
    <a
      {...linkTo({ screen: 'map', map: { ...state, node, edge: null } })}
      data-kept={`node ${node}`}
    >
      {name}
    </a>
  )
}

interface FigureProps {
  readonly label: string
  readonly error?: boolean
  readonly children: ReactNode
}

function Figure({ label, error = false, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={error ? 'is-error' : undefined}>{children}</dd>
    </div>
  )
}

function Example({ link, at }: { readonly link: MapLink; readonly at: number }) {
  const zone = usePreference('zone')
  const { linking, linked, to } = link
  return (
    <li>
      <p>
        <SpanLink span={linking} tab="links" kept={`linking ${at}`} />
        <span className="muted">{formatTime(linking.start, { zone, precision: 's' })}</span>
      </p>
      <p>
        <span>
          {waitText(link) ?? `${NOT_FOUND}: trace ${shortId(to.traceId)}`}
          {hasFailed(link) && <span className="is-error"> · failed</span>}
        </span>
        {linked && (
          <span>
            <span className="muted">after</span>{' '}
            <SpanLink span={linked} tab="linked-from" kept={`linked ${at}`} />
          </span>
        )}
      </p>
    </li>
  )
}

interface SpanLinkProps {
  readonly span: SpanSummary
  readonly tab: DetailTab
  readonly kept: string
}

function SpanLink({ span, tab, kept }: SpanLinkProps) {
  const linkTo = useLinkTo()
  const { traceId, spanId } = span.ref
  return (
    <a {...linkTo({ ...tracePlace(traceId, spanId), tab })} data-kept={kept}>
      {nameText(span.name) || 'unnamed'} <span className="mono">{shortId(traceId)}</span>
    </a>
  )
}
