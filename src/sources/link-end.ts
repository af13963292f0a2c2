import { parseSpanId, parseSpanRef, parseTraceId } from '../model/ids.ts'
import type { LinkEnd } from '../model/span.ts'
import { isZeroText } from '../otlp/json-span.ts'

/** Where a link points by ids in hex, for sources that leave out leading zeros: short ids are padded. */
export function linkEndOfHex(traceId: string, spanId: string): LinkEnd {
  const ref = parseSpanRef(traceId, spanId)
  if (ref) return { valid: true, ref }
  const isHex = [traceId, spanId].every((id) => /^[0-9a-fA-F]*$/.test(id))
  return {
    valid: false,
    traceId: parseTraceId(traceId) ?? traceId,
    spanId: parseSpanId(spanId) ?? spanId,
    reason: [traceId, spanId].some(isZeroText) ? 'zero id' : isHex ? 'wrong length' : 'not an id',
  }
}
