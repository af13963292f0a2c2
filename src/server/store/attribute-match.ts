import { type Attributes, attributeText } from '../../model/attributes.ts'
import type { Span } from '../../model/span.ts'
import { ProtoWriter } from '../../otlp/proto-writer.ts'
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

/** Texts of values that are encoded in many ways: empty, bool, NaN, bytes, array and map. */
const MANY_ENCODINGS = /^(|true|false|NaN|0x[0-9a-f]*|\[.*\]|\{.*\})$/s

/**
 * Lists of byte strings: every encoded span or resource for which the filter holds has one of each list. They spare
 * decoding the others: a search of bytes in SQLite costs a tenth of it. An integer padded with zeros, which is valid in
 * protobuf and written by nobody, would be missed.
 */
export function needlesOf({ key, value }: AttributeFilter): Uint8Array[][] {
  const lists = [textNeedles(key)]
  if (!MANY_ENCODINGS.test(value)) lists.push([...textNeedles(value), ...numberNeedles(value)])
  return lists.filter((list) => list.length > 0)
}

function textNeedles(text: string): Uint8Array[] {
  // U+FFFD may stand for bytes that were no UTF-8.
  return text.includes('\ufffd') ? [] : [Buffer.from(text)]
}

/** AnyValue.int_value and double_value, tag and all, where the text is that of such a value. */
function numberNeedles(text: string): Uint8Array[] {
  const needles: Uint8Array[] = []
  const int = /^-?\d{1,19}$/.test(text) ? BigInt.asIntN(64, BigInt(text)) : null
  if (int !== null && String(int) === text) needles.push(encoded((w) => w.int64(3, int)))
  const double = Number(text)
  if (attributeText(double) === text) needles.push(encoded((w) => w.double(4, double)))
  return needles
}

function encoded(write: (writer: ProtoWriter) => void): Uint8Array {
  const writer = new ProtoWriter()
  write(writer)
  return writer.finish()
}
