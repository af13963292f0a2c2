import { formatDuration } from '../../base/format.ts'
import type { Nanos } from '../../base/time.ts'
import { Icon } from '../../ui/Icon.tsx'

export const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const

interface Props {
  readonly duration: Nanos
  readonly anyFolded: boolean
  readonly onFoldAll: () => void
  readonly onUnfoldAll: () => void
}

/** The head of the waterfall: what the columns are, and the time at each quarter. */
export function Ruler({ duration, anyFolded, onFoldAll, onUnfoldAll }: Props) {
  return (
    <div className="wf-head">
      <div className="wf-head-label">
        <span className="truncate">Service / operation</span>
        <button
          type="button"
          className="button button-plain button-icon button-small"
          aria-label={anyFolded ? 'Expand all' : 'Collapse all'}
          title={anyFolded ? 'Expand all' : 'Collapse all'}
          onClick={anyFolded ? onUnfoldAll : onFoldAll}
        >
          <Icon name={anyFolded ? 'expandAll' : 'collapseAll'} />
        </button>
      </div>
      <div className="wf-ticks" aria-hidden="true">
        {QUARTERS.map((part) => (
          <span key={part} style={{ insetInlineStart: `${part * 100}%` }}>
            {part === 0 ? '0' : formatDuration(duration * part)}
          </span>
        ))}
      </div>
    </div>
  )
}
