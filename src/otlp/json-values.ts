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
  const int = uint64Of(value)
  if (int > 0xffffffffn) throw new BadValue(`${int} does not fit in uint32`)
  return Number(int)
}

function integerOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value)
  throw new BadValue(`${JSON.stringify(value) ?? 'nothing'} is not an integer`)
}

/** Attributes of an OTLP JSON KeyValue list. @throws BadValue */
export function attributesFromJson(value: unknown, depth = 0): KeyValue[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue('attributes are not a list')
  return items.map((item) => {
    if (!isObject(item)) throw new BadValue('an attribute is not an object')
    return { key: stringOf(item.key), value: valueFromJson(item.value, depth) }
  })
}

function valueFromJson(value: unknown, depth: number): AttributeValue {
  if (value === undefined || value === null) return null
  if (!isObject(value)) throw new BadValue('an attribute value is not an object')
  if (depth > MAX_ATTRIBUTE_DEPTH) throw new BadValue('values nest too deep')
  if (value.stringValue !== undefined) {
    if (typeof value.stringValue !== 'string') throw new BadValue('stringValue is not a string')
    return value.stringValue
  }
  if (value.boolValue !== undefined) return value.boolValue === true || value.boolValue === 'true'
  if (value.intValue !== undefined) return int64Of(value.intValue)
  if (value.doubleValue !== undefined) return doubleFromJson(value.doubleValue)
  if (value.bytesValue !== undefined) {
    const bytes = bytesFromBase64(stringOf(value.bytesValue))
    if (!bytes) throw new BadValue('bytesValue is not base64')
    return bytes
  }
  if (isObject(value.arrayValue)) {
    const items = itemsOf(value.arrayValue.values)
    if (!items) throw new BadValue('arrayValue has no list of values')
    return items.map((item) => valueFromJson(item, depth + 1))
  }
  if (isObject(value.kvlistValue)) {
    return { entries: attributesFromJson(value.kvlistValue.values, depth + 1) }
  }
  return null
}

/** proto3 JSON mapping: a number, or one of three words, or a number in a string. */
function doubleFromJson(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value === 'NaN') return NaN
  if (value === 'Infinity') return Infinity
  if (value === '-Infinity') return -Infinity
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (Number.isNaN(number)) throw new BadValue(`${JSON.stringify(value)} is not a double`)
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
