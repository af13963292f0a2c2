import { lengthOf, unionOf } from '../../base/intervals.ts'
import { type EpochNanos, nanosBetween } from '../../base/time.ts'
import { spanKey } from '../ids.ts'
import { waitOf } from '../link-graph/wait-of.ts'
import type { Anchor, Chain } from './chains.ts'
import { destinationOf } from './destination.ts'
import { draftsAlong, loneDrafts } from './drafts.ts'
import type { Journey, Known, Leg, LegWait, Totals } from './journey.ts'
import { type Placed, placedDraft } from './placed.ts'

/** The journey along a chain; without one, what the anchor's trace did alone. */
export function journeyAlong(chain: Chain | null, anchor: Anchor, known: Known): Journey {
  const { drafts, joints } = chain
    ? draftsAlong(chain.hops)
    : { drafts: loneDrafts(anchor, known), joints: [] }
  const placed = drafts.map((draft) => placedDraft(draft, known))
  const origin = placed.reduce<EpochNanos | null>(
    (least, { from }) => (from !== null && (least === null || from < least) ? from : least),
    null,
  )
  const legs = placed.map((leg, at) => legOf(leg, origin ?? 0n, at))
  const waits = joints.map(({ edge, from, to }): LegWait => {
    return {
      edge,
      from,
      to,
      wait: waitOf(edge),
      through: destinationOf(edge, placed[from], placed[to]),
    }
  })
  return { origin: origin ?? 0n, legs, waits, totals: totalsOf(legs, chain?.hops.length ?? 0) }
}

function legOf(placed: Placed, origin: EpochNanos, at: number): Leg {
  const { ref, span, read, item, attempt, from, length } = placed
  const start = from === null ? 0 : nanosBetween(origin, from)
  return {
    key: `${at} ${spanKey(ref)}`,
    ref,
    span,
    read,
    item,
    attempt,
    time: from === null ? null : { from: start, to: start + length },
    busy: placed.busy.map((busy) => ({ from: start + busy.from, to: start + busy.to })),
  }
}

function totalsOf(legs: readonly Leg[], hops: number): Totals {
  const times = legs.flatMap(({ time }) => time ?? [])
  const working = lengthOf(unionOf(legs.flatMap(({ busy }) => busy)))
  const extent = unionOf(times)
  const last = extent.at(-1)
  const endToEnd = last ? last.to - extent[0].from : 0
  return {
    endToEnd,
    working,
    waiting: endToEnd - working,
    waitingInside: lengthOf(extent) - working,
    traces: new Set(legs.map(({ ref }) => ref.traceId)).size,
    hops,
  }
}
