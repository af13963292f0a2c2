import { hexOf } from '../base/hex.ts'

/**
 * One attribute value with OTLP's type kept: string, bool, int (bigint, 64 bits), double (number), bytes, array,
 * map ({@link KeyValueMap}) and the empty value (null). See opentelemetry-proto `common.proto`, AnyValue.
 */
export type AttributeValue =
  | string
  | boolean
  | bigint
  | number
  | Uint8Array
  | readonly AttributeValue[]
  | KeyValueMap
  | null

/** A pair list, not an object: order, repeated keys and keys such as `__proto__` survive. */
export type Attributes = readonly KeyValue[]

export interface KeyValue {
  readonly key: string
  readonly value: AttributeValue
}

/** A nested map value (OTLP kvlistValue). */
export interface KeyValueMap {
  readonly entries: Attributes
}

export type AttributeType =
  | 'string'
  | 'bool'
  | 'int'
  | 'double'
  | 'bytes'
  | 'array'
  | 'map'
  | 'empty'

/** How deep arrays and maps may nest before a decoder stops and says so. */
export const MAX_ATTRIBUTE_DEPTH = 64

export function attributeType(value: AttributeValue): AttributeType {
  if (value === null) return 'empty'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'double'
  if (value instanceof Uint8Array) return 'bytes'
  return Array.isArray(value) ? 'array' : 'map'
}

/** The first value under `key`; undefined when there is none. */
export function attribute(attributes: Attributes, key: string): AttributeValue | undefined {
  return attributes.find((entry) => entry.key === key)?.value
}

/** Text of a value for display, filtering and copying. Bytes as hex; arrays and maps as JSON-like text. */
export function attributeText(value: AttributeValue): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : nestedText(value)
}

function nestedText(value: AttributeValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint8Array) return `0x${hexOf(value)}`
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value)
  if ('entries' in value && !Array.isArray(value)) {
    const map = value as KeyValueMap
    return `{${map.entries.map((e) => `${JSON.stringify(e.key)}: ${nestedText(e.value)}`).join(', ')}}`
  }
  return `[${(value as readonly AttributeValue[]).map(nestedText).join(', ')}]`
}
