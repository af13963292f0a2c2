import type { Ref } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import type { TimeAxis } from './time/use-time-axis.ts'

interface Props {
  readonly ref: Ref<HTMLDivElement>
  readonly axis: TimeAxis
  readonly anyFolded: boolean
  readonly onFoldAll: () => void
  readonly onUnfoldAll: () => void
}

/** A guess of a character's width at 11 px, on the safe side. */
const CHARACTER = 8

/** The head of the waterfall: what the columns are, and round times on the axis. */
export function Ruler(props: Props) {
  const { ref, axis, anyFolded, onFoldAll, onUnfoldAll } = props
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
      <div className="wf-ticks" aria-hidden="true" ref={ref}>
        {axis.ticks.map(({ time, label }) => {
          const x = axis.scale.toX(time)
          // Cut off, it would read as another time.
          if (x + label.length * CHARACTER > axis.width) return null
          return (
            <span key={time} style={{ insetInlineStart: x }}>
              {label}
            </span>
          )
        })}
      </div>
    </div>
  )
}
