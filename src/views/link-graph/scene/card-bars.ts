import type { EpochNanos } from '../../../base/time.ts'
import { nanosBetween } from '../../../base/time.ts'
import { type SpanKey, spanKey } from '../../../model/ids.ts'
import type { TraceBox } from '../../../model/link-graph/link-graph.ts'
import type { SpanSummary } from '../../../model/summary.ts'
import { BOX_WIDTH } from '../../../canvas/graph/graph-layout.ts'

/** A bar of a card's small waterfall; pixels from the card's corner. */
export interface CardBar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly service: string
  /** Edges end on it. */
  readonly isEnd: boolean
}

export interface CardBars {
  readonly bars: readonly CardBar[]
  /** Where the edges of a span end: the height of its bar. */
  readonly heightOf: ReadonlyMap<SpanKey, number>
}

/** From both sides of a card. */
export const BARS_INSET = 14
/** Beneath the words. */
export const BARS_TOP = 61
const ROOM = 24
const PITCH = 8
const MAX_BARS = 8
const MIN_WIDTH = 2

interface Bar {
  readonly start: number
  readonly width: number
  readonly service: string
  readonly ends: SpanKey[]
}

/**
 * The trace's shape, with the spans that edges end on: where the shape has no bar for one it gets its own. Without an outline these
 * spans alone are the picture. At most {@link MAX_BARS}; spans beyond share the last.
 */
export function cardBars(box: TraceBox): CardBars {
  const spans = box.ends.flatMap(({ target }) => (target.at === 'elsewhere' ? [target.span] : []))
  const outline = box.head ?? extentOf(spans)
  const shape = box.outline.state === 'known' ? box.outline.summary.shape : []
  const bars: Bar[] = shape.map(({ service, start, width }) => ({
    service,
    start,
    width,
    ends: [],
  }))
  for (const span of spans) {
    const bar = barOf(span, outline)
    const same = bars.find((other) => isSame(other, bar))
    if (same) same.ends.push(...bar.ends)
    else bars.push(bar)
  }
  const shown = bars
    .toSorted((a, b) => Number(b.ends.length > 0) - Number(a.ends.length > 0) || b.width - a.width)
    .slice(0, MAX_BARS)
    .sort((a, b) => a.start - b.start || b.width - a.width)
  const pitch = Math.min(PITCH, ROOM / Math.max(1, shown.length))
  const height = Math.max(2, Math.min(4, pitch - 1))
  const heightOf = new Map<SpanKey, number>()
  const placed = shown.map(({ start, width, service, ends }, i): CardBar => {
    const y = BARS_TOP + i * pitch
    for (const end of ends) heightOf.set(end, y + height / 2)
    const room = BOX_WIDTH - 2 * BARS_INSET
    const wide = Math.max(MIN_WIDTH, width * room)
    const x = BARS_INSET + Math.min(start * room, room - wide)
    return { x, y, width: wide, height, service, isEnd: ends.length > 0 }
  })
  return { bars: placed, heightOf }
}

interface Extent {
  readonly start: EpochNanos
  readonly end: EpochNanos
}

function extentOf(spans: readonly SpanSummary[]): Extent {
  let [start, end] = [spans[0]?.start ?? 0n, spans[0]?.end ?? 0n]
  for (const span of spans) {
    if (span.start < start) start = span.start
    if (span.end > end) end = span.end
  }
  return { start, end }
}

function barOf(span: SpanSummary, { start, end }: Extent): Bar {
  const total = nanosBetween(start, end)
  const fraction = (time: EpochNanos) =>
    total <= 0 ? 0 : Math.min(1, Math.max(0, nanosBetween(start, time) / total))
  const from = fraction(span.start)
  return {
    start: from,
    width: total <= 0 ? 1 : Math.max(0, fraction(span.end) - from),
    service: span.service,
    ends: [spanKey(span.ref)],
  }
}

/** The shape does not say whose its bars are: the same service and time is the same span. */
function isSame(a: Bar, b: Bar): boolean {
  return (
    a.service === b.service &&
    Math.abs(a.start - b.start) < 1e-6 &&
    Math.abs(a.width - b.width) < 1e-6
  )
}
