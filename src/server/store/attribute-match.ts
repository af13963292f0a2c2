import { type Attributes, attributeText } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import type { AttributeFilter } from '../../sources/source.ts'

/** True when each filter holds for an attribute of the span or of its resource. */
export function matchesAttributes(span: Span, filters: readonly AttributeFilter[]): boolean {
  return filters.every(
    (filter) => holds(span.attributes, filter) || holds(span.resource.attributes, filter),
  )
}

function holds(attributes: Attributes, { key, value }: AttributeFilter): boolean {
  return attributes.some((entry) => entry.key === key && attributeText(entry.value) === value)
}

/** Texts that a value of another type than string may have: they need not occur in the encoded span. */
const MAYBE_NO_STRING = /^(|-?\d.*|NaN|-?Infinity|true|false|0x[0-9a-f]*|\[.*\]|\{.*\})$/s

/**
 * Byte strings that occur in every encoded span or resource for which the filter holds. They spare decoding the others:
 * a search of bytes in SQLite costs a tenth of it.
 */
export function needlesOf({ key, value }: AttributeFilter): Uint8Array[] {
  const texts = MAYBE_NO_STRING.test(value) ? [key] : [key, value]
  // U+FFFD may stand for bytes that were no UTF-8.
  return texts.filter((text) => !text.includes('\ufffd')).map((text) => Buffer.from(text))
}
