import { formatCount } from '../../base/format.ts'
import { nameText } from '../../base/visible-text.ts'
import { waitText } from '../../model/wait-words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { LinkRowGroup } from './link-groups.ts'

interface Props {
  readonly id: string
  readonly group: LinkRowGroup
  readonly position: number
  readonly active: boolean
  readonly open: boolean
  readonly onActivate: () => void
  readonly onToggle: () => void
}

/** The head of a group: how many links, how many failed, how long they waited. */
export function LinkGroupRow({ id, group, position, active, open, onActivate, onToggle }: Props) {
  const { label, rows, failed, unresolved, waits } = group
  const name = label === null ? 'without a value' : nameText(label)
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={position}
      aria-selected={active}
      className={active ? 'lt-group lt-row-active' : 'lt-group'}
      onClick={onActivate}
    >
      <div role="gridcell">
        <button
          type="button"
          tabIndex={-1}
          className={open ? 'lt-toggle lt-toggle-open' : 'lt-toggle'}
          aria-expanded={open}
          aria-label={`${open ? 'Fold' : 'Unfold'} the group ${name}`}
          onClick={onToggle}
        >
          <Icon name="right" />
        </button>
        <strong className={label === null ? 'muted' : undefined}>{name}</strong>
        <span>{rows.length === 1 ? '1 link' : `${formatCount(rows.length)} links`}</span>
        {failed > 0 && <span className="is-error">{formatCount(failed)} failed</span>}
        {unresolved > 0 && <span className="lt-warning">{formatCount(unresolved)} unresolved</span>}
        {waits && (
          <span className="muted">
            {waits.count === 1
              ? `wait ${waitText(waits.longest)}`
              : `median wait ${waitText(waits.median)}, longest ${waitText(waits.longest)}`}
          </span>
        )}
      </div>
    </div>
  )
}
