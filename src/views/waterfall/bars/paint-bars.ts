import type { CanvasTheme } from '../../../canvas/theme.ts'
import type { Arc } from './arcs.ts'
import { BAR_HEIGHT, type Bar, ROW_HEIGHT } from './bar-layout.ts'

/** The part of a 2D context that painting uses: a recording one serves in tests. */
export type Paper = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'fillRect'
  | 'fillText'
  | 'strokeRect'
  | 'beginPath'
  | 'roundRect'
  | 'fill'
  | 'moveTo'
  | 'bezierCurveTo'
  | 'arc'
  | 'stroke'
  | 'fillStyle'
  | 'globalAlpha'
  | 'strokeStyle'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'lineWidth'
>

export interface BarScene {
  readonly bars: readonly Bar[]
  /** x of the vertical grid lines. */
  readonly ticks: readonly number[]
  /** Their y counts from the canvas's top. */
  readonly arcs: readonly Arc[]
  readonly width: number
  readonly height: number
}

/** Opacity of a bar that is here only for what it leads to. */
const FAINT = 0.3

/** Below the line of an error. */
const PATH_TOP = BAR_HEIGHT + 4

/** Draws grid, bars, durations, and the critical path as a line under them. An error bar has a line of the error colour under it besides its mark in the tree. */
export function paintBars(paper: Paper, scene: BarScene, theme: CanvasTheme): void {
  const { bars, ticks, arcs, width, height } = scene
  paper.clearRect(0, 0, width, height)
  paper.fillStyle = theme.border
  for (const x of ticks) paper.fillRect(Math.round(x), 0, 1, height)
  paper.font = theme.font
  paper.textBaseline = 'middle'
  for (const bar of bars) {
    const { top } = bar
    const middle = top - (ROW_HEIGHT - BAR_HEIGHT) / 2 + ROW_HEIGHT / 2
    if (bar.outside) {
      paintArrow(paper, bar.outside, middle, width, theme)
      continue
    }
    paper.globalAlpha = bar.faint ? FAINT : 1
    paper.fillStyle = theme.services[bar.color]
    paper.beginPath()
    paper.roundRect(bar.left, top, bar.width, BAR_HEIGHT, Math.min(2, bar.width / 2))
    paper.fill()
    if (bar.error) {
      paper.fillStyle = theme.error
      paper.fillRect(bar.left, top + BAR_HEIGHT + 1, bar.width, 2)
    }
    paper.globalAlpha = 1
    paper.fillStyle = theme.text
    for (const { left, width } of bar.path) paper.fillRect(left, top + PATH_TOP, width, 2)
    paintLabel(paper, bar, middle, width, theme)
  }
  for (const arc of arcs) paintArc(paper, arc, theme)
}

/** Far enough to tell a curve from a bar's end. */
const BOW = 28

/** A link inside the trace, with a dot where it is carried. */
function paintArc(paper: Paper, { fromX, fromY, toX, toY }: Arc, theme: CanvasTheme): void {
  paper.strokeStyle = theme.link
  paper.lineWidth = 1.5
  paper.beginPath()
  paper.moveTo(fromX, fromY)
  paper.bezierCurveTo(fromX + BOW, fromY, toX - BOW, toY, toX, toY)
  paper.stroke()
  paper.fillStyle = theme.link
  paper.beginPath()
  paper.arc(toX, toY, 3, 0, 2 * Math.PI)
  paper.fill()
}

/** Where to look for a span that is not in sight. */
function paintArrow(
  paper: Paper,
  side: 'before' | 'after',
  middle: number,
  width: number,
  theme: CanvasTheme,
): void {
  paper.fillStyle = theme.textMuted
  paper.textAlign = side === 'before' ? 'left' : 'right'
  paper.fillText(side === 'before' ? '‹' : '›', side === 'before' ? 2 : width - 2, middle)
}

function paintLabel(
  paper: Paper,
  bar: Bar,
  middle: number,
  width: number,
  theme: CanvasTheme,
): void {
  paper.fillStyle = bar.labelAt === 'inside' && !bar.faint ? theme.background : theme.textMuted
  paper.textAlign = bar.labelAt === 'after' ? 'left' : 'right'
  const x = {
    after: bar.left + bar.width + 6,
    before: bar.left - 6,
    inside: Math.min(width, bar.left + bar.width) - 6,
  }[bar.labelAt]
  paper.fillText(bar.label, x, middle)
}
