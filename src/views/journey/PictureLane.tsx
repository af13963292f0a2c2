import { formatDuration } from '../../base/format.ts'
import { serviceColor } from '../../canvas/service-colors.ts'
import { type SpanRef, sameRef } from '../../model/ids.ts'
import type { Leg } from '../../model/journey/journey.ts'
import { refAt } from '../../model/trace-table.ts'
import type { SpanBar } from './leg-bars.ts'
import { BAR_HEIGHT, type BarMark, type Lane } from './picture-lane.ts'

interface Props {
  readonly lane: Lane
  readonly leg: Leg
  readonly width: number
  readonly active: boolean
  readonly selected: SpanRef | null
  readonly onActive: (on: boolean) => void
  readonly onSelect: (span: SpanRef) => void
  readonly onOpen: (span: SpanRef) => void
}

/** One trace of the journey: the spans that did something for the item. */
export function PictureLane({
  lane,
  leg,
  width,
  active,
  selected,
  onActive,
  onSelect,
  onOpen,
}: Props) {
  return (
    <g
      className={active ? 'jy-lane is-active' : 'jy-lane'}
      onPointerEnter={() => onActive(true)}
      onPointerLeave={() => onActive(false)}
    >
      <rect className="jy-lane-back" x={0} y={lane.top} width={width} height={lane.height} />
      <line x1={0} x2={width} y1={lane.top + lane.height} y2={lane.top + lane.height} />
      {lane.bars.map((mark) => {
        const ref = refOfBar(leg, mark.bar)
        return (
          <g
            key={mark.bar.row}
            className={barClass(mark.bar, selected !== null && sameRef(ref, selected))}
            onClick={() => onSelect(ref)}
            onDoubleClick={() => onOpen(ref)}
          >
            <title>{barTitle(mark.bar)}</title>
            <Bar mark={mark} />
          </g>
        )
      })}
    </g>
  )
}

function Bar({ mark: { bar, x, y, width, label, path } }: { readonly mark: BarMark }) {
  return (
    <>
      <rect
        className="jy-bar-box"
        x={x}
        y={y}
        width={width}
        height={BAR_HEIGHT}
        rx={2}
        fill={serviceColor(bar.service)}
      />
      {path.map((step) => (
        <rect
          key={step.x}
          className="jy-path"
          x={step.x}
          y={y + BAR_HEIGHT}
          width={Math.max(1, step.width)}
          height={2}
        />
      ))}
      {bar.failed && (
        <text className="jy-failed" x={x + width + 2} y={y + BAR_HEIGHT - 2}>
          ●
        </text>
      )}
      {label && (
        <text
          className={label.inside ? 'jy-bar-inside' : 'jy-bar-name'}
          x={label.x + (bar.failed && label.anchor === 'start' && !label.inside ? 10 : 0)}
          y={label.y}
          textAnchor={label.anchor}
        >
          {label.text}
        </text>
      )}
    </>
  )
}

function barClass({ isFrame }: SpanBar, isSelected: boolean): string {
  return `jy-bar${isFrame ? ' is-frame' : ''}${isSelected ? ' is-selected' : ''}`
}

function barTitle({ name, service, failed, time, path }: SpanBar): string {
  const own = path.reduce((sum, { from, to }) => sum + (to - from), 0)
  const critical = own > 0 ? `, ${formatDuration(own)} of it on the critical path` : ''
  return `${service} ${name}: ${formatDuration(time.to - time.from)}${critical}${failed ? ', failed' : ''}`
}

function refOfBar(leg: Leg, { row }: SpanBar): SpanRef {
  return leg.read && row >= 0 ? refAt(leg.read.trace.table, row) : leg.ref
}
