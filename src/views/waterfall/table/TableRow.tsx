import { type MouseEvent, memo } from 'react'
import { formatCount, formatDuration } from '../../../base/format.ts'
import { nameText } from '../../../base/visible-text.ts'
import { serviceColor } from '../../../canvas/service-colors.ts'
import type { SpanGroup } from '../../../model/span-groups.ts'
import { STATUS_ERROR, STATUS_OK, statusName } from '../../../model/span.ts'
import { linkCount, nameAt, serviceAt } from '../../../model/trace-table.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { SpanFacts } from './table-lines.ts'

/** Must keep its identity, or every row is rendered at every scroll. */
export interface LineActions {
  pick(row: number): void
  toggle(group: string): void
  showLinks(row: number, along: 'link' | 'backlink'): void
}

interface Place {
  readonly id: string
  /** 1-based among the lines, the head included. */
  readonly position: number
  readonly top: number
  readonly active: boolean
  readonly actions: LineActions
}

interface RowProps extends Place {
  readonly facts: SpanFacts
  readonly row: number
  readonly found: boolean
  /** It stands in a group. */
  readonly inGroup: boolean
}

export const TableRow = memo(function TableRow(props: RowProps) {
  const { facts, row, actions } = props
  const { table, self, linkedFrom } = facts
  const status = table.status[row]
  const pick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element && target.closest('button'))) actions.pick(row)
  }
  return (
    <div
      id={props.id}
      role="row"
      aria-level={props.inGroup ? 2 : 1}
      aria-rowindex={props.position}
      aria-selected={props.active}
      className={classes('st-row', props.active && 'is-selected', props.found && 'is-found')}
      style={{ top: props.top }}
      onClick={pick}
    >
      <div role="gridcell" className={props.inGroup ? 'truncate st-inside' : 'truncate'}>
        {nameText(nameAt(table, row)) || 'unnamed'}
        {props.found && <span className="visually-hidden"> match</span>}
      </div>
      <Service service={serviceAt(table, row)} />
      <div role="gridcell" className="st-end">
        {props.inGroup && 'at '}
        {formatDuration(table.start[row])}
      </div>
      <div role="gridcell" className="st-end">
        {formatDuration(table.spanDuration[row])}
      </div>
      <div role="gridcell" className="st-end">
        {formatDuration(self[row])}
      </div>
      <div
        role="gridcell"
        className={status === STATUS_ERROR ? 'is-error' : status === STATUS_OK ? 'is-ok' : 'muted'}
      >
        {statusName(status)}
      </div>
      <LinkCell count={linkCount(table, row)} onShow={() => actions.showLinks(row, 'link')} />
      <LinkCell
        count={linkedFrom ? linkedFrom[row] : null}
        onShow={() => actions.showLinks(row, 'backlink')}
      />
    </div>
  )
})

interface GroupProps extends Place {
  readonly group: SpanGroup
  readonly open: boolean
  readonly linksInKnown: boolean
}

export const TableGroup = memo(function TableGroup(props: GroupProps) {
  const { group, open, actions } = props
  return (
    <div
      id={props.id}
      role="row"
      aria-level={1}
      aria-rowindex={props.position}
      aria-expanded={open}
      aria-selected={props.active}
      className={classes('st-row', 'st-group', props.active && 'is-selected')}
      style={{ top: props.top }}
      onClick={() => actions.toggle(group.key)}
    >
      <div role="gridcell" className="truncate">
        <Icon name={open ? 'down' : 'right'} />{' '}
        {group.name === null ? 'all operations' : nameText(group.name) || 'unnamed'}
      </div>
      <Service service={group.service} />
      <div role="gridcell" className="st-end">
        {formatCount(group.rows.length)}
      </div>
      <div role="gridcell" className="st-end">
        {formatDuration(group.total)}
      </div>
      <div role="gridcell" className="st-end">
        {formatDuration(group.self)}
      </div>
      <div role="gridcell" className={group.errors > 0 ? 'st-end is-error' : 'st-end muted'}>
        {formatCount(group.errors)}
      </div>
      <div role="gridcell" className="st-end">
        {formatCount(group.links)}
      </div>
      <div role="gridcell" className="st-end">
        {props.linksInKnown ? formatCount(group.linkedFrom) : '–'}
      </div>
    </div>
  )
})

function Service({ service }: { readonly service: string }) {
  return (
    <div role="gridcell" className="truncate">
      <span className="swatch" style={{ background: serviceColor(service) }} />{' '}
      {nameText(service) || 'unknown service'}
    </div>
  )
}

interface LinkProps {
  /** Null: not known. */
  readonly count: number | null
  readonly onShow: () => void
}

function LinkCell({ count, onShow }: LinkProps) {
  return (
    <div role="gridcell" className="st-end">
      {count === null ? (
        <span className="muted">–</span>
      ) : count === 0 ? (
        <span className="muted">0</span>
      ) : (
        <button type="button" tabIndex={-1} className="st-links" onClick={onShow}>
          {formatCount(count)}
        </button>
      )}
    </div>
  )
}

function classes(...names: (string | false)[]): string {
  return names.filter(Boolean).join(' ')
}
