import type { Interval } from '../../../base/intervals.ts'
import { type EpochNanos, nanosBetween } from '../../../base/time.ts'
import type { GraphItem } from '../../../model/link-graph/graph-items.ts'
import type { LinkGraph, TraceBox } from '../../../model/link-graph/link-graph.ts'

export interface Extent {
  readonly start: EpochNanos
  readonly end: EpochNanos
}

/** From the first to the last moment that is known of a trace; null: none is. */
export function extentOf({ head, ends }: TraceBox): Extent | null {
  if (head) return head
  return union(ends.flatMap(({ target }) => (target.at === 'elsewhere' ? [target.span] : [])))
}

/** When a graph's clock begins: offsets count from there. */
export function originOf({ boxes, root }: LinkGraph): EpochNanos {
  const box = boxes.get(root.traceId)
  return (box && extentOf(box)?.start) ?? 0n
}

export function timeOf(item: GraphItem, origin: EpochNanos): Interval | null {
  const boxes = item.kind === 'box' ? [item.box] : item.members
  const extent = union(boxes.flatMap((box) => extentOf(box) ?? []))
  if (!extent) return null
  return { from: nanosBetween(origin, extent.start), to: nanosBetween(origin, extent.end) }
}

function union(extents: readonly Extent[]): Extent | null {
  if (extents.length === 0) return null
  let [{ start, end }] = extents
  for (const extent of extents) {
    if (extent.start < start) start = extent.start
    if (extent.end > end) end = extent.end
  }
  return { start, end }
}
