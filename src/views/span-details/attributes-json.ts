import { hexOf } from '../../base/hex.ts'
import type { AttributeValue, Attributes, KeyValueMap } from '../../model/attributes.ts'
import { indentJson } from './pretty-json.ts'

/**
 * Attributes as a JSON object, indented. Integers keep their digits; bytes are hex, and NaN and the infinities text, since JSON has
 * none of them. Where keys repeat, which an object can't hold, it is a list of keys and values.
 */
export function attributesJson(attributes: Attributes): string {
  const text = objectText(attributes)
  return indentJson(text) ?? text
}

function objectText(attributes: Attributes): string {
  const pairs = attributes.map(({ key, value }) => [JSON.stringify(key), valueText(value)])
  if (new Set(attributes.map(({ key }) => key)).size === attributes.length) {
    return `{${pairs.map(([key, value]) => `${key}:${value}`).join(',')}}`
  }
  return `[${pairs.map(([key, value]) => `{"key":${key},"value":${value}}`).join(',')}]`
}

function valueText(value: AttributeValue): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`
  if (value instanceof Uint8Array) return `"0x${hexOf(value)}"`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(valueText).join(',')}]`
  return objectText((value as KeyValueMap).entries)
}
