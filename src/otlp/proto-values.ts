import {
  type AttributeValue,
  type Attributes,
  type KeyValue,
  MAX_ATTRIBUTE_DEPTH,
} from '../model/attributes.ts'
import { ANY, BYTES, FIXED64, MalformedProtobuf, type ProtoReader, VARINT } from './proto-reader.ts'
import type { ProtoWriter } from './proto-writer.ts'

// ignoreBOM means "keep it": a leading U+FEFF is a character of the text like any other.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export function readString(reader: ProtoReader, end: number): string {
  const stop = reader.span(end)
  const text = utf8.decode(reader.bytes.subarray(reader.pos, stop))
  reader.pos = stop
  return text
}

/** A copy, so that the message's buffer can go. */
export function readBytes(reader: ProtoReader, end: number): Uint8Array {
  const stop = reader.span(end)
  const bytes = reader.bytes.slice(reader.pos, stop)
  reader.pos = stop
  return bytes
}

/** One KeyValue submessage of the current field. */
export function readKeyValue(reader: ProtoReader, end: number, depth = 0): KeyValue {
  const stop = reader.span(end)
  let key = ''
  let value: AttributeValue = null
  while (reader.next(stop)) {
    if (reader.field === 1) key = readString(reader, stop)
    else if (reader.field === 2) value = readAnyValue(reader, stop, depth)
    else reader.skip(stop)
  }
  return { key, value }
}

function readAnyValue(reader: ProtoReader, end: number, depth: number): AttributeValue {
  const stop = reader.span(end)
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new MalformedProtobuf('values nest too deep', reader.pos)
  let value: AttributeValue = null
  while (reader.next(stop)) {
    if (reader.field === 1) value = readString(reader, stop)
    else if (reader.field === 2) value = readVarint(reader, stop) !== 0n
    else if (reader.field === 3) value = BigInt.asIntN(64, readVarint(reader, stop))
    else if (reader.field === 4) value = reader.double(stop)
    else if (reader.field === 5) value = readArray(reader, stop, depth)
    else if (reader.field === 6) value = { entries: readMap(reader, stop, depth) }
    else if (reader.field === 7) value = readBytes(reader, stop)
    else reader.skip(stop)
  }
  return value
}

function readVarint(reader: ProtoReader, end: number): bigint {
  reader.expect(VARINT)
  return reader.varint(end)
}

function readArray(reader: ProtoReader, end: number, depth: number): AttributeValue[] {
  const stop = reader.span(end)
  const values: AttributeValue[] = []
  while (reader.next(stop)) {
    if (reader.field === 1) values.push(readAnyValue(reader, stop, depth + 1))
    else reader.skip(stop)
  }
  return values
}

function readMap(reader: ProtoReader, end: number, depth: number): KeyValue[] {
  const stop = reader.span(end)
  const entries: KeyValue[] = []
  while (reader.next(stop)) {
    if (reader.field === 1) entries.push(readKeyValue(reader, stop, depth + 1))
    else reader.skip(stop)
  }
  return entries
}

/** Walks a KeyValue without making it: throws where reading it would. Leaves the reader behind it. */
export function checkKeyValue(reader: ProtoReader, end: number, depth = 0): void {
  const stop = reader.span(end)
  reader.parts++
  while (reader.next(stop)) {
    reader.check(KEY_VALUE_WIRES)
    if (reader.field === 2) checkAnyValue(reader, stop, depth)
    else reader.skip(stop)
  }
}

const KEY_VALUE_WIRES = [ANY, BYTES, BYTES]
const VALUE_WIRES = [ANY, BYTES, VARINT, VARINT, FIXED64, BYTES, BYTES, BYTES]

function checkAnyValue(reader: ProtoReader, end: number, depth: number): void {
  const stop = reader.span(end)
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new MalformedProtobuf('values nest too deep', reader.pos)
  while (reader.next(stop)) {
    const { field } = reader
    reader.check(VALUE_WIRES)
    if (field !== 5 && field !== 6) {
      reader.skip(stop)
      continue
    }
    const inner = reader.span(stop)
    while (reader.next(inner)) {
      if (reader.field !== 1) reader.skip(inner)
      else if (field === 5) checkAnyValue(reader, inner, depth + 1)
      else checkKeyValue(reader, inner, depth + 1)
    }
  }
}

/** Attributes as repeated KeyValue in `field`. */
export function writeAttributes(writer: ProtoWriter, field: number, attributes: Attributes): void {
  for (const { key, value } of attributes) {
    writer.message(field, () => {
      if (key !== '') writer.string(1, key)
      writer.message(2, () => writeValue(writer, value))
    })
  }
}

function writeValue(writer: ProtoWriter, value: AttributeValue): void {
  if (value === null) return
  if (typeof value === 'string') writer.string(1, value)
  else if (typeof value === 'boolean') writer.uint(2, value ? 1 : 0)
  else if (typeof value === 'bigint') writer.int64(3, value)
  else if (typeof value === 'number') writer.double(4, value)
  else if (value instanceof Uint8Array) writer.bytes(7, value)
  else if ('entries' in value && !Array.isArray(value)) {
    writer.message(6, () => writeAttributes(writer, 1, value.entries as Attributes))
  } else {
    writer.message(5, () => {
      for (const item of value as readonly AttributeValue[]) {
        writer.message(1, () => writeValue(writer, item))
      }
    })
  }
}
