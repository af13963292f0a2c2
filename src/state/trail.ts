import { type SpanId, type SpanRef, parseSpanId, parseSpanRef, sameRef } from '../model/ids.ts'

/** One hop: the span that was left, whether its own link or a link to it was followed, and the span where that led. */
export interface Hop {
  readonly from: SpanRef
  readonly along: 'link' | 'backlink'
  readonly to: SpanId
}

/** The hops followed to get here, oldest first. */
export type Trail = readonly Hop[]

/** A URL has room for so many; older hops fall off. */
export const MAX_HOPS = 12

/**
 * The trail after following one more link from `from` to `to`. Going back to where the last hop came from
 * takes that hop away, so that A↔B does not grow; returning to any earlier stop cuts the trail there.
 */
export function follow(trail: Trail, from: SpanRef, along: Hop['along'], to: SpanRef): Trail {
  const known = trail.findIndex((earlier) => sameRef(earlier.from, to))
  if (known >= 0) return trail.slice(0, known)
  return [...trail, { from, along, to: to.spanId }].slice(-MAX_HOPS)
}

const ALONG = { l: 'link', b: 'backlink' } as const

export function trailToText(trail: Trail): string {
  return trail
    .map(({ from, along, to }) =>
      [from.traceId, from.spanId, along === 'link' ? 'l' : 'b', to].join('-'),
    )
    .join('.')
}

/** Forgiving: a hop that can't be read ends the trail there, towards the past. */
export function trailFromText(text: string): Trail {
  const hops: Hop[] = []
  for (const part of text.split('.').reverse()) {
    const [traceId = '', spanId = '', along = '', landing = ''] = part.split('-')
    const from = parseSpanRef(traceId, spanId)
    const to = parseSpanId(landing)
    if (!from || !to || !(along === 'l' || along === 'b') || hops.length === MAX_HOPS) break
    hops.unshift({ from, along: ALONG[along], to })
  }
  return hops
}
