import { formatClock, formatDuration, formatTime, shortId } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { STATUS_ERROR, STATUS_OK, statusName } from '../../model/span.ts'
import { durationOf } from '../../model/summary.ts'
import type { PlaceLink } from '../../queries/explorer.ts'
import { Icon } from '../../ui/Icon.tsx'
import { type AttributeListComponent, LinkDetails } from './LinkDetails.tsx'
import { type LinkRow, linkAttribute } from './link-rows.ts'
import { waitText } from '../../model/wait-words.ts'
import { type Where, problemOf, waitTitle } from './words.ts'

interface Props {
  readonly id: string
  readonly row: LinkRow
  readonly position: number
  readonly keys: readonly string[]
  readonly active: boolean
  readonly open: boolean
  readonly link: PlaceLink | null
  readonly permalink: string | null
  readonly spanFlags: number
  readonly zone: 'local' | 'utc'
  readonly where: Where
  readonly AttributeList: AttributeListComponent
  readonly onActivate: () => void
  readonly onToggle: () => void
  readonly onRetry: () => void
}

const STATUS_CLASS: Readonly<Record<number, string>> = {
  [STATUS_OK]: 'is-ok',
  [STATUS_ERROR]: 'is-error',
}

export function LinkTableRow(props: Props) {
  const { row, open, link, zone } = props
  const span = spanOfTarget(row.target)
  const problem = problemOf(row, props.spanFlags, zone, props.where)
  const pending = row.target.at === 'pending'
  const text = row.ref ? shortId(row.ref.spanId) : 'no span'
  return (
    <>
      <div
        id={props.id}
        role="row"
        aria-rowindex={props.position}
        aria-selected={props.active}
        aria-busy={pending}
        className={props.active ? 'lt-row lt-row-active' : 'lt-row'}
        onClick={props.onActivate}
      >
        <div role="gridcell" className="lt-id">
          <button
            type="button"
            tabIndex={-1}
            className={open ? 'lt-toggle lt-toggle-open' : 'lt-toggle'}
            aria-expanded={open}
            aria-label={open ? 'Fold the link' : 'Unfold the link'}
            onClick={props.onToggle}
          >
            <Icon name="right" />
          </button>
          {link === null ? (
            <span className="mono muted">{text}</span>
          ) : (
            <a
              className="mono"
              {...link}
              tabIndex={-1}
              title={row.ref ? `span ${row.ref.spanId} of trace ${row.ref.traceId}` : undefined}
            >
              {text}
            </a>
          )}
        </div>
        {problem ? (
          <div role="gridcell" aria-colspan={2} className="lt-problem" title={problem.long}>
            <Icon name="error" />
            {problem.short}
            <button type="button" tabIndex={-1} className="lt-why" onClick={props.onToggle}>
              why?
            </button>
            <Chips row={row} />
          </div>
        ) : pending ? (
          <div role="gridcell" className="lt-pending">
            <span className="skeleton" />
            <span className="visually-hidden">resolving</span>
          </div>
        ) : (
          <div role="gridcell" className="lt-name">
            <span className="truncate" title={span ? nameText(span.name) : undefined}>
              {span && nameText(span.name)}
            </span>
            <Chips row={row} />
          </div>
        )}
        <div role="gridcell" className="truncate lt-service">
          {span && (
            <>
              <span className="swatch" style={{ background: serviceColor(span.service) }} />{' '}
              {nameText(span.service)}
            </>
          )}
        </div>
        <div
          role="gridcell"
          className={row.wait?.kind === 'future' ? 'lt-end lt-warning' : 'lt-end'}
          title={row.wait ? waitTitle(row.wait) : undefined}
        >
          {row.wait && waitText(row.wait)}
        </div>
        <div role="gridcell" className="lt-end">
          {span && formatDuration(durationOf(span))}
        </div>
        <div role="gridcell" className={(span && STATUS_CLASS[span.status]) ?? 'muted'}>
          {span && statusName(span.status)}
        </div>
        <div
          role="gridcell"
          className="mono"
          title={span ? formatTime(span.start, { zone, precision: 'ns' }) : undefined}
        >
          {span && formatClock(span.start, { zone, precision: 's' })}
        </div>
        {props.keys.map((key) => {
          const text = nameText(linkAttribute(row, key))
          return (
            <div key={key} role="gridcell" className="truncate" title={text}>
              {text}
            </div>
          )
        })}
      </div>
      {open && (
        <div role="row" className="lt-detail">
          <div role="gridcell">
            <LinkDetails
              row={row}
              problem={problem}
              permalink={props.permalink}
              spanFlags={props.spanFlags}
              AttributeList={props.AttributeList}
              onRetry={props.onRetry}
            />
          </div>
        </div>
      )}
    </>
  )
}

/** What is odd about the link: its target stands twice, or is close at hand. */
function Chips({ row }: { readonly row: LinkRow }) {
  return (
    <>
      {row.count > 1 && (
        <span className="lt-chip" title={`${row.count} links between these two spans`}>
          ×{row.count}
        </span>
      )}
      {row.labels.map((label) => (
        <span key={label} className="lt-chip">
          {label}
        </span>
      ))}
    </>
  )
}
