import { formatDuration } from '../../base/format.ts'
import { type GapScale, gapScale } from '../../canvas/gap-scale.ts'
import type { Journey } from '../../model/journey/journey.ts'
import { barsOf } from './leg-bars.ts'
import { type Frame, type Label, type Lane, laneAt } from './picture-lane.ts'
import { type WaitMark, waitMark } from './picture-wait.ts'
import { textWidth } from './text-width.ts'
import { legLines } from './words.ts'

/** A journey as it is drawn, in pixels. */
export interface Picture extends Frame {
  readonly height: number
  readonly axisY: number
  readonly lanes: readonly Lane[]
  readonly waits: readonly WaitMark[]
  readonly gaps: readonly GapMark[]
}

/** A break in the time axis, through all lanes. */
export interface GapMark {
  readonly x: number
  readonly width: number
  /** How long it was. */
  readonly label: Label
}

/** Base line of the upper one of two lines of labels above the axis. */
const LABELS_Y = 12
const LABEL_LINE = 13
/** From the lowest label to the axis, and from there to the first lane. */
const ABOVE_AXIS = 9
const BELOW_AXIS = 8
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
  const gaps = gapMarks(scale, frame)
  const labelsEnd = gaps.reduce((most, { label }) => Math.max(most, label.y), LABELS_Y)
  const axisY = labelsEnd + ABOVE_AXIS
  const lanes: Lane[] = []
  let top = axisY + BELOW_AXIS
  journey.legs.forEach((leg, at) => {
    const lane = laneAt(at, barsOf(leg, journey.origin), legLines(leg).length, top, frame)
    lanes.push(lane)
    top += lane.height
  })
  return {
    ...frame,
    height: top,
    axisY,
    lanes,
    waits: journey.waits.map((wait, at) => waitMark(wait, at, journey.legs, lanes, frame)),
    gaps,
  }
}

/** A label that would run into the one before stands a line lower. */
function gapMarks({ gaps }: GapScale, { width, gutter }: Frame): GapMark[] {
  let end = -Infinity
  let y = LABELS_Y
  return gaps.map((gap) => {
    const text = formatDuration(gap.to - gap.from)
    const half = textWidth(text) / 2
    const x = Math.min(Math.max(gutter + gap.x + gap.width / 2, half), width - half)
    y = x - half < end && y === LABELS_Y ? LABELS_Y + LABEL_LINE : LABELS_Y
    end = x + half
    const label: Label = { x, y, text, anchor: 'middle', inside: false }
    return { x: gutter + gap.x, width: gap.width, label }
  })
}

/** Time in which nothing was done for the item is compressed, also inside a batch. */
function scaleOf({ legs }: Journey, width: number): GapScale {
  const moments = legs.flatMap(({ time, busy }) =>
    time ? [...busy, { from: time.from, to: time.from }, { from: time.to, to: time.to }] : [],
  )
  return gapScale(moments, width, Math.min(110, width / 5))
}
