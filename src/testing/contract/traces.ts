import { type EpochNanos, epochNanosFromMillis } from '../../base/time.ts'
import type { SpanKey } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import { DRAWN_ORIGIN, draw, drawnTraceId } from '../trace-notation.ts'
import { everythingSpans, notANumberSpan } from './everything.ts'

/**
 * The traces that every source is asked about. Each group has seconds of its own, so that a search's time range can tell them
 * apart; the traces of the scenario come first.
 */
const SCENARIO = `
  trace order-1
  0-60 shop "POST /orders" server order.id=1 tenant=north
    5-50 orders receive-order producer order.id=1 size=2
  trace order-2
  100-180 shop "POST /orders" server order.id=2 tenant=south !error
    110-160 orders receive-order producer order.id=2 size=3 !error
  trace batch
  1000-1400 orders-batch nightly-run
    1010-1390 orders-batch process-batch consumer batch.size=2 !ok -> order-1/receive-order(order.id=1,message="first one") -> order-2/receive-order(order.id=2)
      1020-1030 orders-batch process-item order.id=1 -> process-batch
      1030-1040 orders-batch process-item#2 order.id=2 !error
  trace retry
  2000-2010 shipping ship #first -> batch/process-batch -> order-1/receive-order(again=true) -> gone/never
  2000.5-2003 shipping ship #second ^lost -> order-1/receive-order
`

const AT = { notANumber: -20_000, everything: 10_000, wide: 15_000 } as const

const WIDE_LINKS = 300
const TARGETS_A_TRACE = 100

/** One span with more links than SDKs keep unless told to, into three traces of a hundred spans. */
function wideText(): string {
  const labels = Array.from({ length: WIDE_LINKS }, (_, i) => ({
    trace: `target-${Math.floor(i / TARGETS_A_TRACE)}`,
    span: `take-${i}`,
    at: AT.wide + i,
  }))
  const traces = Map.groupBy(labels, ({ trace }) => trace)
  const targets = [...traces].map(([trace, spans]) =>
    [`trace ${trace}`, ...spans.map(({ span, at }) => `${at}-${at + 5} taker ${span}`)].join('\n'),
  )
  const links = labels.map(({ trace, span }, i) => `-> ${trace}/${span}(n=${i})`)
  return `${targets.join('\n')}\ntrace wide\n${AT.wide + 400}-${AT.wide + 500} gatherer gather ${links.join(' ')}`
}

/** A parent that never came, a span that is its own ancestor's child, an id that two spans have, a child outside of its parent. */
const FAULTS = `
  trace faults
  20000-20010 odd root
    20002-20004 odd inside
    20008-20030 odd outside
    20005-20006 odd first #twin
    20006-20007 odd second #twin
  20001-20003 odd orphan ^never-sent
`

export interface ContractTraces {
  readonly origin: EpochNanos
  readonly spans: readonly Span[]
  readonly labels: ReadonlyMap<SpanKey, string>
  /** The spans of a label's trace. */
  readonly of: (label: string) => readonly Span[]
  /** Time after the origin. */
  readonly at: (milliseconds: number) => EpochNanos
}

export const SCENARIO_TRACES = ['order-1', 'order-2', 'batch', 'retry'] as const
export const ALL_TRACES = [
  ...SCENARIO_TRACES,
  'everything',
  'wide',
  'target-0',
  'faults',
  'not-a-number',
] as const

/** The traces, begun a minute before `now`: some stores take no spans that are older, or don't find them. */
export function contractTraces(now: number): ContractTraces {
  const origin = epochNanosFromMillis(Math.floor(now / 1000) * 1000 - 60_000)
  const drawn = draw(`${SCENARIO}\n${wideText()}\n${FAULTS}`)
  const all = [
    ...drawn.spans,
    ...everythingSpans(drawnTime(AT.everything)),
    notANumberSpan(drawnTime(AT.notANumber)),
  ]
  const spans = all.map((span) => moved(span, origin - DRAWN_ORIGIN))
  const byTrace = Map.groupBy(spans, ({ ref }) => ref.traceId)
  return {
    origin,
    spans,
    labels: drawn.labels,
    of: (label) => byTrace.get(drawnTraceId(label)) ?? [],
    at: (milliseconds) => origin + BigInt(Math.round(milliseconds * 1e6)),
  }
}

function drawnTime(milliseconds: number): EpochNanos {
  return DRAWN_ORIGIN + BigInt(milliseconds) * 1_000_000n
}

/** Times of 0 are unknown, and stay so. */
function moved(span: Span, by: bigint): Span {
  const move = (time: EpochNanos) => (time === 0n ? 0n : time + by)
  return {
    ...span,
    start: move(span.start),
    end: move(span.end),
    events: span.events.map((event) => ({ ...event, time: move(event.time) })),
  }
}
