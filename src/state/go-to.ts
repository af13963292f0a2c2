import { type SpanId, type TraceId, parseSpanId, parseTraceId } from '../model/ids.ts'
import type { Href } from './navigation.ts'
import { plainText, spanIdsIn, traceIdsIn } from './pasted-ids.ts'
import { type TracePlace, hrefOf, placeOf, sourceOf, tracePlace, withSource } from './places.ts'

/** Where a pasted text leads, or a sentence on why it leads nowhere. */
export type GoTo =
  | { readonly ok: true; readonly place: TracePlace }
  | {
      readonly ok: false
      readonly why: string
      /** The text is a span id alone, which some sources can look up. */
      readonly span?: SpanId
    }

const MAX_TEXT = 10_000

/**
 * Reads what people paste: a trace id, `traceId:spanId`, a `traceparent` header, one of our own URLs (then with its tab and trail),
 * or any text or URL with a trace id in it. A span id behind another trace id is that one's, not the first one's.
 */
export function parseGoTo(pasted: string): GoTo {
  const text = plainText(pasted.slice(0, MAX_TEXT))
  if (text === '') return failed('Type or paste a trace id, traceId:spanId or a traceparent.')
  const own = ownPlace(text)
  if (own) return { ok: true, place: own }

  const runs = traceIdsIn(text)
  if (runs.length === 0) {
    const span = /^[0-9a-f]{16}$/i.test(text) ? parseSpanId(text) : null
    return { ok: false, why: whyNone(text), ...(span && { span }) }
  }
  const [first, ...others] = runs.filter(({ id }) => parseTraceId(id))
  if (!first) return failed('A trace id of zeros names no trace.')
  const end = others.find(({ id }) => id !== first.id)?.at ?? text.length
  // A trace id of 64 bits looks like a span id itself.
  const spans = spanIdsIn(text.slice(0, end)).filter(
    ({ id, at }) => parseSpanId(id) && at !== first.at,
  )
  const span = spans.find(({ at }) => at > first.at) ?? spans[0]
  return { ok: true, place: tracePlace(first.id as TraceId, span ? parseSpanId(span.id) : null) }
}

/**
 * Where `/go?to=…` leads, the address that other tools make of what they know, such as a `traceparent`; null: the address is none
 * of those, or leads nowhere.
 */
export function landing(href: Href): Href | null {
  const { pathname, searchParams } = new URL(`http://here${href}`)
  if (pathname !== '/go') return null
  const found = parseGoTo(searchParams.get('to') ?? '')
  return found.ok ? withSource(hrefOf(found.place), sourceOf(href)) : null
}

function ownPlace(text: string): TracePlace | null {
  const url = URL.parse(text)
  // `traceparent: …` is a URL too, with a scheme and no path.
  if (!url?.pathname.startsWith('/')) return null
  // On a static host the place stands behind the `#`.
  const place = placeOf(url.hash.startsWith('#/') ? url.hash.slice(1) : url.pathname + url.search)
  // Without these it may as well be another tool's, whose paths look the same (Jaeger's do).
  if (place.screen !== 'trace') return null
  return place.spanId !== null || place.trail.length > 0 ? place : null
}

function whyNone(text: string): string {
  if (/^[0-9a-f]{16}$/i.test(text)) {
    return 'A span id alone names no span. Put its trace id before it: traceId:spanId.'
  }
  if (/^[0-9a-f]+$/i.test(text)) {
    return `A trace id has 32 hex digits; this has ${text.length}.`
  }
  return 'There is no trace id in this: 32 hex digits.'
}

function failed(why: string): GoTo {
  return { ok: false, why }
}
