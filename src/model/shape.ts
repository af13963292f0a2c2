import { hexOf } from '../base/hex.ts'
import type { ShapeBar } from './summary.ts'

/** A trace's small picture is made from its first spans. */
export const SHAPE_SPANS = 64
const SHAPE_BARS = 12

export interface ShapeSpan {
  readonly spanId: Uint8Array
  readonly parent: Uint8Array | null
  readonly start: bigint
  readonly end: bigint
  readonly service: string
}

/**
 * At most 12 bars: of the first spans by start, the longest, so that the picture shows what took the time; drawn in the
 * order of start. `depth` counts the ancestors among the first spans; a cycle of parents ends the count.
 */
export function shapeOf(
  spans: readonly ShapeSpan[],
  trace: { readonly start: bigint; readonly end: bigint },
): ShapeBar[] {
  const byId = new Map(spans.map((span) => [hexOf(span.spanId), span]))
  const total = Number(trace.end - trace.start)
  const fraction = (time: bigint) =>
    total <= 0 ? 0 : Math.min(1, Math.max(0, Number(time - trace.start) / total))
  const longest = new Set(
    [...spans].sort((a, b) => Number(b.end - b.start - (a.end - a.start))).slice(0, SHAPE_BARS),
  )
  return spans
    .filter((span) => longest.has(span))
    .map((span) => {
      const start = fraction(span.start)
      return {
        service: span.service,
        start,
        width: total <= 0 ? 1 : Math.max(0, fraction(span.end) - start),
        depth: depthOf(span, byId),
      }
    })
}

function depthOf(span: ShapeSpan, byId: ReadonlyMap<string, ShapeSpan>): number {
  const seen = new Set([span])
  let depth = 0
  for (let at = span; at.parent; depth++) {
    const parent = byId.get(hexOf(at.parent))
    if (!parent || seen.has(parent)) break
    seen.add(parent)
    at = parent
  }
  return depth
}
