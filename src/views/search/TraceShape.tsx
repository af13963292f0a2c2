import { memo } from 'react'
import { serviceColor } from '../../canvas/service-colors.ts'
import type { ShapeBar } from '../../model/summary.ts'

const LINE = 6
const LINES = 4

interface Props {
  readonly bars: readonly ShapeBar[]
}

/** A trace in miniature: its first bars by depth, time from left to right. The figures beside it say the same. */
export const TraceShape = memo(function TraceShape({ bars }: Props) {
  const shown = bars.filter(({ depth }) => depth < LINES)
  const lines = shown.reduce((most, { depth }) => Math.max(most, depth + 1), 0)
  return (
    <svg className="search-shape" height={lines * LINE} aria-hidden="true">
      {shown.map(({ service, start, width, depth }, i) => (
        <rect
          key={i}
          x={`${start * 100}%`}
          y={depth * LINE + 1}
          width={`${Math.max(0.5, width * 100)}%`}
          height={LINE - 2}
          fill={serviceColor(service)}
        />
      ))}
    </svg>
  )
})
