import { base64Of } from '../base/base64.ts'
import type { AttributeValue, KeyValueMap } from '../model/attributes.ts'

/** Whether a value is none of the simple types. */
export function isNested(value: AttributeValue): boolean {
  return value === null || (typeof value === 'object' && !(value instanceof Uint8Array))
}

/** A value as the collector's Go code writes it in a text: JSON, with the keys of maps in order; an empty value is no text. */
export function goText(value: AttributeValue): string {
  return value === null ? '' : jsonOf(value)
}

function jsonOf(value: AttributeValue): string {
  if (value === null) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof Uint8Array) return JSON.stringify(base64Of(value))
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  const entries = (value as KeyValueMap).entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return `{${entries.map((e) => `${JSON.stringify(e.key)}:${jsonOf(e.value)}`).join(',')}}`
}
