import type { SpanBatch } from '../../model/span-batch.ts'
import type { Link, Span } from '../../model/span.ts'
import { decodeJsonObject } from '../../otlp/decode-json.ts'
import { resourceSpansOf } from '../../otlp/json-envelope.ts'
import { MalformedJson, isObject, itemsOf } from '../../otlp/parse-json.ts'
import { sourceFailure } from './errors.ts'
import { parseJsonStream } from './json-stream.ts'

/**
 * Decodes an answer of Jaeger's API v3: `{"result": {"resourceSpans": […]}}`, one such object or several one after the
 * other, in which the groups of all traces lie mixed.
 * @throws MalformedJson when it is no such answer
 * @throws SourceError when it is the source's error, also where that ends a stream: half a trace is no trace
 */
export function decodeJaegerV3(text: string): SpanBatch {
  const resourceSpans: unknown[] = []
  for (const part of parseJsonStream(text)) {
    const failure = sourceFailure(part)
    if (failure) throw failure
    if (!isObject(part)) throw new MalformedJson('the document is not a JSON object')
    const groups = itemsOf(resourceSpansOf(part))
    if (!groups) throw new MalformedJson('resourceSpans is not a list')
    for (const group of groups) resourceSpans.push(group)
  }
  const batch = decodeJsonObject({ resourceSpans })
  return keepsLinkAttributes(batch) ? batch : withoutLinkAttributes(batch)
}

/** The attribute in which Jaeger's stores keep the type of a reference. */
const REF_TYPE = 'opentracing.ref_type'

/**
 * Several of Jaeger's stores keep of a link only its type, in an attribute of their own on every link. As soon as one link
 * has another attribute, or not this one, the store keeps them all.
 */
function keepsLinkAttributes(batch: SpanBatch): boolean {
  if (batch.linkOffset[batch.length] === 0) return true
  for (let i = 0; i < batch.length; i++) {
    const links = batch.linkOffset[i + 1] - batch.linkOffset[i]
    if (links > 0 && !batch.links(i, 0, links).every(hasOnlyType)) return true
  }
  return false
}

function hasOnlyType({ attributes }: Link): boolean {
  return attributes?.length === 1 && attributes[0].key === REF_TYPE
}

/** Such a store keeps no flags of links either: with the span's flags "not sampled" would be read out of their absence. */
function withoutLinkAttributes(batch: SpanBatch): SpanBatch {
  const bare = (link: Link): Link => ({ ...link, attributes: null })
  return {
    ...batch,
    span(index): Span {
      const span = batch.span(index)
      return { ...span, flags: 0, links: span.links.map(bare) }
    },
    links: (index, from, to) => batch.links(index, from, to).map(bare),
  }
}
