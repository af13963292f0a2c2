import type { SpanId, TraceId } from '../../model/ids.ts'
import type { Link } from '../../model/span.ts'
import { BadValue } from '../../otlp/json-values.ts'
import {
  MalformedJson,
  isObject,
  itemsOf,
  parseExactJson,
  stringOf,
} from '../../otlp/parse-json.ts'
import { linkEndOfHex } from '../link-end.ts'

/**
 * The links of a span out of the column in which SigNoz keeps its parent and its links together: a list, or the JSON of one.
 * The parent comes first, for a root as an entry without a span id. Versions that parse the list leave out which is which.
 * @throws BadValue
 */
export function linksOf(value: unknown, traceId: TraceId, parentSpanId: SpanId | null): Link[] {
  const references = itemsOf(typeof value === 'string' ? parsed(value) : value)
  if (!references) throw new BadValue('links are not a list')
  const links: Link[] = []
  let parentSeen = false
  for (const reference of references) {
    if (!isObject(reference)) throw new BadValue('a link is not an object')
    const spanId = stringOf(reference.spanId)
    if (spanId === '') continue
    const to = linkEndOfHex(stringOf(reference.traceId), spanId)
    const mayBeParent = reference.refType !== 'FOLLOWS_FROM' && !parentSeen
    if (mayBeParent && to.valid && to.ref.traceId === traceId && to.ref.spanId === parentSpanId) {
      parentSeen = true
    } else {
      links.push({ to, traceState: '', flags: 0, attributes: null, droppedAttributes: 0 })
    }
  }
  return links
}

function parsed(text: string): unknown {
  if (text === '') return []
  try {
    return parseExactJson(text)
  } catch (error) {
    if (error instanceof MalformedJson) throw new BadValue('links are not JSON')
    throw error
  }
}
