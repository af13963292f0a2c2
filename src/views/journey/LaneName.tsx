import type { Leg } from '../../model/journey/journey.ts'
import { NAME_LINE } from './picture-lane.ts'
import { fittingText } from './text-width.ts'
import { legLines } from './words.ts'

interface Props {
  readonly leg: Leg
  readonly x: number
  /** Base line of the first line. */
  readonly y: number
  readonly width: number
}

/** Which trace a lane is, and what of it counts. Drawn over the curves, which may cross it on a narrow screen. */
export function LaneName({ leg, x, y, width }: Props) {
  const [title, ...lines] = legLines(leg)
  return (
    <g className="jy-lane-name">
      <text className="jy-lane-title" x={x} y={y}>
        {fittingText(title, width * 0.85)}
      </text>
      {lines.map((line, at) => (
        <text key={line} x={x} y={y + (at + 1) * NAME_LINE}>
          {fittingText(line, width)}
        </text>
      ))}
    </g>
  )
}
