import { formatDuration } from '../../base/format.ts'
import { type GapScale, gapScale } from '../../canvas/gap-scale.ts'
import type { Journey } from '../../model/journey/journey.ts'
import { barsOf } from './leg-bars.ts'
import { type Frame, type Lane, laneAt } from './picture-lane.ts'
import { type WaitMark, waitMark } from './picture-wait.ts'
import { textWidth } from './text-width.ts'
import { legLines } from './words.ts'

/** A journey as it is drawn, in pixels. */
export interface Picture extends Frame {
  readonly height: number
  readonly lanes: readonly Lane[]
  readonly waits: readonly WaitMark[]
  readonly gaps: readonly GapMark[]
}

/** A break in the time axis, through all lanes. */
export interface GapMark {
  readonly x: number
  readonly width: number
  /** How long it was, and where that is written. */
  readonly label: string
  readonly labelX: number
}

export const AXIS_Y = 20
const FIRST_LANE = 28
const GUTTER = 216
/** Without a gutter the lanes' names stand above their bars. */
const NARROW = 720
const RIGHT = 12

export function pictureOf(journey: Journey, width: number): Picture {
  const gutter = width < NARROW ? 0 : GUTTER
  const plot = Math.max(120, width - gutter - RIGHT)
  const scale = scaleOf(journey, plot)
  const frame: Frame = {
    width,
    gutter,
    toX: (time) => gutter + Math.min(plot, Math.max(0, scale.toX(time))),
  }
  const lanes: Lane[] = []
  let top = FIRST_LANE
  journey.legs.forEach((leg, at) => {
    const lane = laneAt(at, barsOf(leg, journey.origin), legLines(leg).length, top, frame)
    lanes.push(lane)
    top += lane.height
  })
  return {
    ...frame,
    height: top,
    lanes,
    waits: journey.waits.map((wait, at) => waitMark(wait, at, journey.legs, lanes, frame)),
    gaps: scale.gaps.map(({ x, width: drawn, from, to }) => {
      const label = formatDuration(to - from)
      const half = textWidth(label) / 2
      const middle = gutter + x + drawn / 2
      const labelX = Math.min(Math.max(middle, half), width - half)
      return { x: gutter + x, width: drawn, label, labelX }
    }),
  }
}

/** Time in which nothing was done for the item is compressed, also inside a batch. */
function scaleOf({ legs }: Journey, width: number): GapScale {
  const moments = legs.flatMap(({ time, busy }) =>
    time ? [...busy, { from: time.from, to: time.from }, { from: time.to, to: time.to }] : [],
  )
  return gapScale(moments, width, Math.min(110, width / 5))
}
