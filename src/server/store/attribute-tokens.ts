import { attributeText } from '../../model/attributes.ts'
import { SPAN } from '../../otlp/decode-span.ts'
import { BYTES, ProtoReader } from '../../otlp/proto-reader.ts'
import { readKeyValue } from '../../otlp/proto-values.ts'
import type { AttributeFilter } from '../../sources/source.ts'

/** Field of a Resource message that holds its attributes. */
const RESOURCE_ATTRIBUTES = 1
/** Fields of KeyValue and of AnyValue. */
const KEY = 1
const VALUE = 2
const STRING_VALUE = 1
const INT_VALUE = 3
/** Between key and value: no byte of UTF-8. */
const BETWEEN = 0xff

const utf8 = new TextEncoder()

/** Calls `add` with a number for each attribute of an encoded Span: equal for equal keys and texts of values. */
export function spanTokens(body: Uint8Array, add: (token: number) => void): void {
  tokens(body, SPAN.attributes, add)
}

export function resourceTokens(resource: Uint8Array, add: (token: number) => void): void {
  tokens(resource, RESOURCE_ATTRIBUTES, add)
}

/** The token of what a filter looks for; null for a text that may stand for bytes that were no UTF-8. */
export function filterToken({ key, value }: AttributeFilter): number | null {
  return key.includes('\ufffd') || value.includes('\ufffd') ? null : tokenOf(key, value)
}

function tokens(message: Uint8Array, field: number, add: (token: number) => void): void {
  const reader = new ProtoReader(message)
  while (reader.next(message.length)) {
    if (reader.field !== field) {
      reader.skip(message.length)
      continue
    }
    const { pos } = reader
    const token = plainToken(reader, message.length)
    if (token !== null) {
      add(token)
      continue
    }
    reader.field = field
    reader.wire = BYTES
    reader.pos = pos
    const { key, value } = readKeyValue(reader, message.length)
    add(tokenOf(key, attributeText(value)))
  }
}

/** Of a key and one string or integer, in the order in which every SDK writes them, straight from their bytes; null for anything else. */
function plainToken(reader: ProtoReader, end: number): number | null {
  const { bytes } = reader
  const stop = reader.span(end)
  if (!isNext(reader, KEY, stop)) return null
  const keyEnd = reader.span(stop)
  let hash = hashed(START, bytes, reader.pos, keyEnd)
  reader.pos = keyEnd
  if (!isNext(reader, VALUE, stop) || reader.span(stop) !== stop) return null
  hash = mixed(hash, BETWEEN)
  if (isNext(reader, STRING_VALUE, stop)) {
    if (reader.span(stop) !== stop) return null
    hash = hashed(hash, bytes, reader.pos, stop)
    reader.pos = stop
  } else if (reader.field === INT_VALUE) {
    hash = hashedText(hash, intText(reader, stop))
  }
  return reader.pos === stop ? hash >>> 0 : null
}

/** Most integers have few bytes: those need no bigint. */
function intText(reader: ProtoReader, end: number): string {
  const { bytes, pos } = reader
  let value = 0
  for (let i = 0; i < 4 && pos + i < end; i++) {
    value |= (bytes[pos + i] & 0x7f) << (7 * i)
    if (bytes[pos + i] > 0x7f) continue
    reader.pos = pos + i + 1
    return String(value)
  }
  return String(BigInt.asIntN(64, reader.varint(end)))
}

function isNext(reader: ProtoReader, field: number, end: number): boolean {
  return reader.next(end) && reader.field === field
}

function tokenOf(key: string, text: string): number {
  return hashedText(mixed(hashedText(START, key), BETWEEN), text) >>> 0
}

/** FNV-1a, 32 bits (RFC 9923). */
const START = 0x811c9dc5 | 0
const PRIME = 0x01000193

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, PRIME)
}

/** As the bytes of its UTF-8; most texts are ASCII, which need not be made into bytes first. */
function hashedText(start: number, text: string): number {
  let hash = start
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return hashedBytes(start, utf8.encode(text))
    hash = Math.imul(hash ^ code, PRIME)
  }
  return hash
}

function hashedBytes(start: number, bytes: Uint8Array): number {
  return hashed(start, bytes, 0, bytes.length)
}

function hashed(start: number, bytes: Uint8Array, from: number, to: number): number {
  let hash = start
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], PRIME)
  return hash
}
