import type { SpanBar } from './leg-bars.ts'
import { textWidth } from './text-width.ts'

/** What all lanes share. */
export interface Frame {
  readonly width: number
  /** Where the plot begins: left of it stand the names of the lanes. 0: they stand above the bars. */
  readonly gutter: number
  /** A time of the journey in pixels, never beyond the plot. */
  readonly toX: (time: number) => number
}

/** The drawing of one leg. */
export interface Lane {
  readonly leg: number
  readonly top: number
  readonly height: number
  /** Base line of the first line of its name. */
  readonly nameY: number
  /** Where the first bar is, or would be. */
  readonly barsY: number
  readonly bars: readonly BarMark[]
}

export interface BarMark extends Box {
  readonly bar: SpanBar
  /** Null: there is no room, or the lane's name says it. */
  readonly label: Label | null
  /** Stretches of the critical path. */
  readonly path: readonly { readonly x: number; readonly width: number }[]
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface Label {
  readonly x: number
  /** Of the base line. */
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  readonly inside: boolean
}

export const BAR_HEIGHT = 13
const ROW = 18
export const NAME_LINE = 15
/** For the words of the wait that begins in a lane. */
const ABOVE_BARS = 22
const BELOW_BARS = 12
/** For words below the last bar. */
const WAIT_LINE = 8
/** A bar that is not seen can't be clicked. */
const NARROWEST = 3
const SPACE = 6

/** @param lines of the lane's name */
export function laneAt(
  leg: number,
  bars: readonly SpanBar[],
  lines: number,
  top: number,
  frame: Frame,
): Lane {
  const names = lines * NAME_LINE
  const barsY = top + ABOVE_BARS + (frame.gutter === 0 ? names : 0)
  const marks = bars.map((bar, at): BarMark => {
    const x = frame.toX(bar.time.from)
    const width = Math.max(NARROWEST, frame.toX(bar.time.to) - x)
    const box = { x: Math.min(x, frame.width - width), y: barsY + at * ROW, width }
    const path = bar.path.map(({ from, to }) => {
      const left = frame.toX(from)
      return { x: left, width: frame.toX(to) - left }
    })
    return { bar, ...box, path, label: at === 0 ? null : barLabel(bar, box, frame) }
  })
  const below = bars.findIndex(({ isExit }) => isExit) > 0 ? WAIT_LINE : 0
  const barsEnd = barsY + Math.max(1, bars.length) * ROW + below
  const bottom = frame.gutter === 0 ? barsEnd : Math.max(barsEnd, barsY + names)
  return {
    leg,
    top,
    height: bottom + BELOW_BARS - top,
    nameY: frame.gutter === 0 ? top + NAME_LINE : barsY + BAR_HEIGHT - 2,
    barsY,
    bars: marks,
  }
}

/** Beside the bar, or inside it. At the right of the bar by which the item left its wait is drawn. */
function barLabel({ name: text, isExit }: SpanBar, box: Box, frame: Frame): Label | null {
  const y = box.y + BAR_HEIGHT - 3
  const needed = textWidth(text)
  const right = box.x + box.width + SPACE
  const left = box.x - SPACE
  if (!isExit && right + needed <= frame.width) {
    return { x: right, y, text, anchor: 'start', inside: false }
  }
  if (left - needed >= frame.gutter) return { x: left, y, text, anchor: 'end', inside: false }
  if (needed + 2 * SPACE > box.width) return null
  return { x: box.x + SPACE, y, text, anchor: 'start', inside: true }
}
