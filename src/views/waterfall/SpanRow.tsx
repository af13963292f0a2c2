import { memo, type MouseEvent } from 'react'
import { formatCount, formatDuration } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { hasChildren } from '../../model/rows.ts'
import { STATUS_ERROR, kindName } from '../../model/span.ts'
import { type TraceTable, nameAt, serviceAt } from '../../model/trace-table.ts'
import { Icon } from '../../ui/Icon.tsx'
import { badgeOf } from './badge.ts'

/** Must keep its identity, or every row is rendered at every scroll. */
export interface RowActions {
  toggle(row: number): void
  pick(row: number): void
  showLinks(row: number): void
}

interface Props {
  readonly id: string
  readonly table: TraceTable
  readonly row: number
  /** 1-based among the visible rows. */
  readonly position: number
  readonly top: number
  readonly selected: boolean
  readonly collapsed: boolean
  readonly linkedFrom: Uint32Array | null
  readonly actions: RowActions
}

const INDENT = 14
/** Deeper rows are not indented further: their text would leave the column. */
const MAX_INDENT = 24

export const SpanRow = memo(function SpanRow(props: Props) {
  const { table, row, collapsed, actions } = props
  const parent = hasChildren(table, row)
  const error = table.status[row] === STATUS_ERROR
  const kind = kindName(table.kind[row])
  const service = nameText(serviceAt(table, row))
  const name = nameText(nameAt(table, row))
  const badge = badgeOf(table, row, collapsed, props.linkedFrom)
  const stopAnd = (act: () => void) => (event: MouseEvent) => {
    event.stopPropagation()
    act()
  }
  return (
    <div
      id={props.id}
      role="row"
      aria-level={table.depth[row] + 1}
      aria-rowindex={props.position}
      aria-selected={props.selected}
      aria-expanded={parent ? !collapsed : undefined}
      className={props.selected ? 'wf-row wf-row-selected' : 'wf-row'}
      style={{ top: props.top }}
      onClick={() => actions.pick(row)}
    >
      <div
        role="gridcell"
        className="wf-label"
        style={{ paddingInlineStart: 8 + Math.min(table.depth[row], MAX_INDENT) * INDENT }}
      >
        {parent ? (
          <button
            type="button"
            tabIndex={-1}
            className={collapsed ? 'wf-toggle wf-toggle-folded' : 'wf-toggle'}
            aria-label={collapsed ? 'Expand' : 'Collapse'}
            onClick={stopAnd(() => actions.toggle(row))}
          >
            <Icon name="down" />
          </button>
        ) : (
          <span className="wf-toggle" />
        )}
        <span className="swatch" style={{ background: serviceColor(serviceAt(table, row)) }} />
        <span className="truncate wf-name" title={`${service} ${name} (${kind})`}>
          <span className="muted wf-service">{service || 'unknown service'}</span>{' '}
          {name || 'unnamed'}
        </span>
        {error && (
          <span className="is-error wf-error">
            <Icon name="error" />
            <span className="visually-hidden">error</span>
          </span>
        )}
        {badge && (
          <button
            type="button"
            tabIndex={-1}
            className="wf-badge"
            title={badge.words}
            onClick={stopAnd(() => actions.showLinks(row))}
          >
            <Icon name="link" />
            {badge.out > 0 && (
              <span>
                {formatCount(badge.out)}
                <span className="visually-hidden"> links to other spans</span>
              </span>
            )}
            {badge.in > 0 && (
              <span>
                ←{formatCount(badge.in)}
                <span className="visually-hidden"> links from other spans</span>
              </span>
            )}
          </button>
        )}
      </div>
      <div role="gridcell" className="wf-time">
        <span className="visually-hidden">
          starts at {formatDuration(table.start[row])}, takes{' '}
          {formatDuration(table.spanDuration[row])}
        </span>
      </div>
    </div>
  )
})
