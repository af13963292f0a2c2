import { formatDuration } from '../../../base/format.ts'
import type { TraceTable } from '../../../model/trace-table.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Minimap } from './Minimap.tsx'
import type { TimeAxis } from './use-time-axis.ts'
import './time.css'

interface Props {
  readonly table: TraceTable
  readonly axis: TimeAxis
  readonly linkedFrom: Uint32Array | null
  /** Null: nothing is selected. */
  readonly onZoom: (() => void) | null
}

/** The minimap, and beside it how much of the trace is in sight. */
export function Overview({ table, axis: { camera, width }, linkedFrom, onZoom }: Props) {
  const { window, whole, show } = camera
  return (
    <div className="wf-overview">
      <div className="wf-head-label">
        <span className="truncate">
          {whole
            ? 'Whole trace'
            : `${formatDuration(window.to - window.from)} of ${formatDuration(table.duration)}`}
        </span>
        <button
          type="button"
          className="button button-plain button-icon button-small"
          aria-label="Zoom to the selected span"
          title="Zoom to the selected span (z)"
          disabled={!onZoom}
          onClick={() => onZoom?.()}
        >
          <Icon name="zoom" />
        </button>
        <button
          type="button"
          className="button button-plain button-icon button-small"
          aria-label="Show the whole trace"
          title="Show the whole trace (f)"
          disabled={whole}
          onClick={() => show(null)}
        >
          <Icon name="whole" />
        </button>
      </div>
      <Minimap table={table} camera={camera} linkedFrom={linkedFrom} width={width} />
    </div>
  )
}
