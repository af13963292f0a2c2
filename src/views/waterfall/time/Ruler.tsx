import type { Ref } from 'react'
import { Icon, type IconName } from '../../../ui/Icon.tsx'
import type { TimeAxis } from './use-time-axis.ts'
import type { Folding } from '../tree/use-folding.ts'

interface Props {
  readonly ref: Ref<HTMLDivElement>
  readonly axis: TimeAxis
  readonly folding: Folding
}

/** A guess of a character's width at 11 px, on the safe side. */
const CHARACTER = 8

/** The head of the waterfall: what the columns are, how deep the tree is open, and round times on the axis. */
export function Ruler({ ref, axis, folding }: Props) {
  const anyFolded = folding.collapsed.size > 0
  return (
    <div className="wf-head">
      <div className="wf-head-label">
        <span className="truncate">Service / operation</span>
        <Tool
          icon="collapseLevel"
          label="Collapse one level"
          shortcut="p"
          act={folding.foldLevel}
        />
        <Tool
          icon="expandLevel"
          label="Expand one level"
          shortcut="o"
          act={anyFolded ? folding.unfoldLevel : null}
        />
        <Tool
          icon={anyFolded ? 'expandAll' : 'collapseAll'}
          label={anyFolded ? 'Expand all' : 'Collapse all'}
          act={anyFolded ? folding.unfoldAll : folding.foldAll}
        />
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

interface ToolProps {
  readonly icon: IconName
  readonly label: string
  readonly shortcut?: string
  /** Null: there is nothing to do. */
  readonly act: (() => void) | null
}

function Tool({ icon, label, shortcut, act }: ToolProps) {
  return (
    <button
      type="button"
      className="button button-plain button-icon button-small"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      disabled={!act}
      onClick={() => act?.()}
    >
      <Icon name={icon} />
    </button>
  )
}
