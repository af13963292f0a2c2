import { base64Of, bytesFromBase64 } from '../base/base64.ts'
import {
  type AttributeValue,
  type Attributes,
  type KeyValue,
  MAX_ATTRIBUTE_DEPTH,
} from '../model/attributes.ts'
import { type JsonObject, isObject, itemsOf, stringOf } from './parse-json.ts'

const MAX_INT64 = (1n << 63n) - 1n
const MIN_INT64 = -(1n << 63n)

export class BadValue extends Error {}

/** A signed 64-bit integer from a JSON string or number. @throws BadValue */
export function int64Of(value: unknown): bigint {
  const int = integerOf(value)
  if (int > MAX_INT64 || int < MIN_INT64) throw new BadValue(`${int} does not fit in int64`)
  return int
}

/** An unsigned 64-bit integer; absent is 0. @throws BadValue */
export function uint64Of(value: unknown): bigint {
  if (value === undefined || value === null || value === '') return 0n
  const int = integerOf(value)
  if (int < 0n || int >> 64n !== 0n) throw new BadValue(`${int} does not fit in uint64`)
  return int
}

/** An unsigned 32-bit integer; absent is 0. @throws BadValue */
export function uint32Of(value: unknown): number {
  // Nearly every value is absent or a small number: no bigint for those.
  if (value === undefined) return 0
  if (typeof value === 'number' && value >>> 0 === value) return value >>> 0
  const int = uint64Of(value)
  if (int > 0xffffffffn) throw new BadValue(`${int} does not fit in uint32`)
  return Number(int)
}

function integerOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value)
  throw new BadValue(`${quoted(value)} is not an integer`)
}

/** A string; absent is the empty one. @throws BadValue */
export function textOf(value: unknown, what: string): string {
  if (isPresent(value) && typeof value !== 'string') throw new BadValue(`${what} is not a string`)
  return stringOf(value)
}

/** A value as a note shows it: short, and never a walk through what a document nests. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  }
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'an object' : isPresent(value) ? String(value) : 'nothing'
}

/** Some writers send every member of a oneof, null but for one. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** Attributes of an OTLP JSON KeyValue list. @throws BadValue */
export function attributesFromJson(value: unknown, depth = 0): KeyValue[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue('attributes are not a list')
  return items.map((item) => {
    if (!isObject(item)) throw new BadValue('an attribute is not an object')
    return { key: textOf(item.key, 'a key'), value: valueFromJson(item.value, depth) }
  })
}

function valueFromJson(value: unknown, depth: number): AttributeValue {
  if (!isPresent(value)) return null
  if (!isObject(value)) throw new BadValue('an attribute value is not an object')
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new BadValue('values nest too deep')
  if (isPresent(value.stringValue)) return textOf(value.stringValue, 'stringValue')
  if (isPresent(value.boolValue)) return boolFromJson(value.boolValue)
  if (isPresent(value.intValue)) return int64Of(value.intValue)
  if (isPresent(value.doubleValue)) return doubleFromJson(value.doubleValue)
  if (isPresent(value.bytesValue)) {
    const bytes = bytesFromBase64(textOf(value.bytesValue, 'bytesValue'))
    if (!bytes) throw new BadValue('bytesValue is not base64')
    return bytes
  }
  if (isPresent(value.arrayValue)) {
    const items = isObject(value.arrayValue) ? itemsOf(value.arrayValue.values) : null
    if (!items) throw new BadValue('arrayValue has no list of values')
    return items.map((item) => valueFromJson(item, depth + 1))
  }
  if (isPresent(value.kvlistValue)) {
    if (!isObject(value.kvlistValue)) throw new BadValue('kvlistValue is not an object')
    return { entries: attributesFromJson(value.kvlistValue.values, depth + 1) }
  }
  return null
}

function boolFromJson(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw new BadValue(`${quoted(value)} is not a bool`)
}

/** proto3 JSON mapping: a number, or one of three words, or a number in a string. */
function doubleFromJson(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value === 'NaN') return NaN
  if (value === 'Infinity') return Infinity
  if (value === '-Infinity') return -Infinity
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (Number.isNaN(number)) throw new BadValue(`${quoted(value)} is not a double`)
  return number
}

export function attributesToJson(attributes: Attributes): JsonObject[] {
  return attributes.map(({ key, value }) => ({ key, value: valueToJson(value) }))
}

function valueToJson(value: AttributeValue): JsonObject {
  if (value === null) return {}
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'bigint') return { intValue: String(value) }
  if (typeof value === 'number') return { doubleValue: doubleToJson(value) }
  if (value instanceof Uint8Array) return { bytesValue: base64Of(value) }
  if ('entries' in value && !Array.isArray(value)) {
    return { kvlistValue: { values: attributesToJson(value.entries as Attributes) } }
  }
  return { arrayValue: { values: (value as readonly AttributeValue[]).map(valueToJson) } }
}

/** JSON has no NaN, no infinities, and JSON.stringify writes −0 as 0. */
function doubleToJson(value: number): number | string {
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? value : String(value)
}
