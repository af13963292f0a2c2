import { formatDuration } from '../../base/format.ts'
import type { Leg, LegWait } from '../../model/journey/journey.ts'
import { BAR_HEIGHT, type BarMark, type Frame, type Label, type Lane } from './picture-lane.ts'
import { textWidth } from './text-width.ts'
import { waitLabel } from './words.ts'

export interface WaitMark {
  readonly wait: number
  /** Null: there was no wait, or it is not known how long. */
  readonly hatch: { readonly x: number; readonly y: number; readonly width: number } | null
  readonly label: Label
  /** From where the item was to where it was taken up, the `d` of an SVG path; null: one of them is not known. */
  readonly curve: string | null
  /** The same message again: not a link, but what came before. */
  readonly isRetry: boolean
}

/** The hatching ends so far before the effect, for the curve to turn. */
const TURN = 18

/** The wait of a first attempt begins where the item was put, that of a later one where the attempt before ended. */
export function waitMark(
  legWait: LegWait,
  at: number,
  legs: readonly Leg[],
  lanes: readonly Lane[],
  frame: Frame,
): WaitMark {
  const { attempt } = legs[legWait.to]
  const isRetry = attempt !== null && attempt.number > 1
  const from = isRetry ? legWait.to - 1 : legWait.from
  const left = leavingBar(legs[from], lanes[from])
  const taken = lanes[legWait.to].bars.at(0)
  const text = isRetry ? retryLabel(legs[from], legs[legWait.to]) : waitLabel(legWait)
  const isFirst = !left || left === lanes[from].bars[0]
  const labelY = isFirst ? lanes[from].barsY - 5 : left.y + BAR_HEIGHT + 10
  if (!left || !taken) {
    const label = labelAt(taken?.x ?? frame.gutter, labelY, text, frame)
    return { wait: at, hatch: null, label, curve: null, isRetry }
  }
  const end = frame.toX(left.bar.time.to)
  const middle = left.y + BAR_HEIGHT / 2
  const turn = Math.max(end, taken.x - TURN)
  const waited = turn > end && (isRetry || legWait.wait?.kind === 'waited')
  return {
    wait: at,
    hatch: waited ? { x: end, y: left.y, width: turn - end } : null,
    label: labelAt(waited ? (end + taken.x) / 2 : end, labelY, text, frame),
    curve: curve(waited ? turn : end, middle, taken.x, taken.y + BAR_HEIGHT / 2),
    isRetry,
  }
}

/** The bar of the span that the next link names; where it is not drawn, the leg's first. */
function leavingBar({ read }: Leg, { bars }: Lane): BarMark | undefined {
  return bars.find(({ bar }) => bar.row === read?.work.exit) ?? bars[0]
}

function retryLabel(before: Leg, { time, attempt }: Leg): string {
  const nanos = before.time && time ? time.from - before.time.to : 0
  return `attempt ${attempt?.number} of ${attempt?.of}, ${formatDuration(nanos)} later`
}

/** Around `x`, moved so that it is not cut. */
function labelAt(x: number, y: number, text: string, { width, gutter }: Frame): Label {
  const half = textWidth(text) / 2
  const middle = Math.min(Math.max(x, gutter + half), width - half)
  return { x: middle, y, text, anchor: 'middle', inside: false }
}

/** Leaves to the right and arrives from the left. */
function curve(x1: number, y1: number, x2: number, y2: number): string {
  const reach = Math.max(TURN, Math.abs(x2 - x1) / 2)
  return `M ${x1} ${y1} C ${x1 + reach} ${y1}, ${x2 - reach} ${y2}, ${x2} ${y2}`
}
