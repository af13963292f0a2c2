import { useQuery } from '@tanstack/react-query'
import { formatDuration } from '../../../base/format.ts'
import { nanosBetween } from '../../../base/time.ts'
import { nameText } from '../../../base/visible-text.ts'
import { positionOf } from '../../../model/rows.ts'
import { spanQuery } from '../../../queries/options.ts'
import type { TraceSession } from '../../../queries/trace-session.ts'
import { useExplorer } from '../../../queries/use-explorer.ts'
import type { TimeAxis } from '../time/use-time-axis.ts'
import { ROW_HEIGHT } from './bar-layout.ts'
import { marksOf } from './event-marks.ts'
import './events.css'

interface Props {
  readonly session: TraceSession
  /** The selected row, whose details are read anyway. */
  readonly row: number
  readonly visible: Int32Array
  readonly axis: TimeAxis
}

/** The events of the selected span on the time axis. The Events tab has them as text. */
export function EventMarks({ session, row, visible, axis }: Props) {
  const { data: span } = useQuery(spanQuery(useExplorer(), session, row))
  const at = positionOf(visible, row)
  if (!span || at < 0 || axis.width === 0) return null
  const begin = session.table.start[row]
  const events = span.events
    .filter(({ time }) => time !== 0n)
    .map(({ time, name }) => ({ at: begin + nanosBetween(span.start, time), name }))
  const style = { top: at * ROW_HEIGHT, height: ROW_HEIGHT, width: axis.width }
  return (
    <div className="wf-events" style={style} aria-hidden="true">
      {marksOf(events, axis.scale, axis.width).map(({ x, first, more }) => (
        <span
          key={x}
          className="wf-event"
          style={{ insetInlineStart: x }}
          title={`${nameText(first.name) || 'event'} after ${formatDuration(first.at - begin)}${more > 0 ? ` and ${more} more` : ''}`}
        />
      ))}
    </div>
  )
}
