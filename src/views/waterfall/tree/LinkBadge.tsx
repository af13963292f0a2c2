import { formatCount } from '../../../base/format.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { badgeOf } from './badge.ts'

interface Props {
  readonly table: TraceTable
  readonly row: number
  readonly collapsed: boolean
  readonly linkedFrom: Uint32Array | null
  readonly onShow: (row: number, along: 'link' | 'backlink') => void
}

/** How many links a row has either way; nothing where it has none. */
export function LinkBadge({ table, row, collapsed, linkedFrom, onShow }: Props) {
  const badge = badgeOf(table, row, collapsed, linkedFrom)
  if (!badge) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className="wf-badge"
      title={badge.words}
      onClick={() => onShow(row, badge.out > 0 ? 'link' : 'backlink')}
    >
      <Icon name="link" />
      {badge.out > 0 && (
        <span>
          {formatCount(badge.out)}
          <span className="visually-hidden">
            {badge.out === 1 ? ' link' : ' links'} to other spans
          </span>
        </span>
      )}
      {badge.out > 0 && badge.in > 0 && <span className="visually-hidden">, </span>}
      {badge.in > 0 && (
        <span>
          <span aria-hidden="true">←</span>
          {formatCount(badge.in)}
          <span className="visually-hidden">
            {badge.in === 1 ? ' link' : ' links'} from other spans
          </span>
        </span>
      )}
    </button>
  )
}
