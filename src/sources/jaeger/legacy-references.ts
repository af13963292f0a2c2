import { type SpanId, type TraceId, parseSpanId } from '../../model/ids.ts'
import type { Link, LinkEnd } from '../../model/span.ts'
import { BadValue } from '../../otlp/json-values.ts'
import { isObject, itemsOf, stringOf } from '../../otlp/parse-json.ts'
import { linkEndOfHex } from '../link-end.ts'

interface Reference {
  readonly followsFrom: boolean
  readonly to: LinkEnd
}

/**
 * The parent and the links of a span, which Jaeger's JSON mixes in one list. The parent is chosen as Jaeger's own UI does:
 * the first CHILD_OF into the same trace, else the first FOLLOWS_FROM into it; a reference into another trace is never a
 * parent. A FOLLOWS_FROM that is the parent stays a link as well: it is how Jaeger writes a link to the parent, which
 * replaces the parent's entry, and a link of a root into its own trace.
 */
export function readReferences(
  value: unknown,
  traceId: TraceId,
  parentSpanId: unknown,
): { parentSpanId: SpanId | null; links: Link[] } {
  const items = itemsOf(value)
  if (!items) throw new BadValue('references are not a list')
  const references = items.map(referenceOf)
  const inside = references.filter(({ to }) => to.valid && to.ref.traceId === traceId)
  const parent = inside.find(({ followsFrom }) => !followsFrom) ?? inside[0]
  return {
    parentSpanId: parent?.to.valid ? parent.to.ref.spanId : parseSpanId(stringOf(parentSpanId)),
    links: references.flatMap((reference) =>
      reference === parent && !parent.followsFrom ? [] : [linkOf(reference.to)],
    ),
  }
}

function referenceOf(item: unknown): Reference {
  if (!isObject(item)) throw new BadValue('a reference is not an object')
  return {
    followsFrom: item.refType === 'FOLLOWS_FROM',
    to: linkEndOfHex(stringOf(item.traceID), stringOf(item.spanID)),
  }
}

/** Jaeger's JSON keeps of a link only where it points. */
function linkOf(to: LinkEnd): Link {
  return { to, traceState: '', flags: 0, attributes: null, droppedAttributes: 0 }
}
