import { formatCount } from '../../base/format.ts'
import { hexOf } from '../../base/hex.ts'
import {
  type AttributeValue,
  type KeyValueMap,
  attributeText,
  attributeType,
} from '../../model/attributes.ts'
import { type FoldedText, foldText } from './folded-text.ts'
import { indentJson, prettyJson } from './pretty-json.ts'
import { isSql, prettySql } from './pretty-sql.ts'

export interface ValueText extends FoldedText {
  /** Indented JSON, an array or a map: monospaced, its lines kept. */
  readonly code: boolean
}

const TEXT = { lines: 12, chars: 300 }
/** Indented text is mostly white space and gets more room. */
const CODE = { lines: 12, chars: 2000 }
/** JSON up to this length is read faster on its one line. */
const ONE_LINE = 80

/** A value as the attribute list shows it: JSON, arrays and maps indented, SQL a clause a line, long ones folded. */
export function valueText(value: AttributeValue, key = ''): ValueText {
  if (value instanceof Uint8Array) return bytesText(value)
  const text = attributeText(value)
  const pretty = text.length > ONE_LINE ? indented(value, text, key) : null
  return pretty === null
    ? { ...foldText(text, TEXT), code: typeof value === 'object' && value !== null }
    : { ...foldText(pretty, CODE), code: true }
}

function indented(value: AttributeValue, text: string, key: string): string | null {
  if (typeof value === 'string') return isSql(key, text) ? prettySql(text) : prettyJson(text)
  return typeof value === 'object' && value !== null ? indentJson(text) : null
}

/** Only the head is made: the hex of all may be megabytes. */
function bytesText(bytes: Uint8Array): ValueText {
  const shown = TEXT.chars / 2 - 1
  const whole = bytes.length <= shown
  return {
    head: `0x${hexOf(bytes, 0, whole ? bytes.length : shown)}`,
    size: whole ? null : `${formatCount(bytes.length)} bytes`,
    full: () => attributeText(bytes),
    code: true,
  }
}

/** The type in a word or two, with the size where a value has one; null for text, which needs no word. */
export function typeWord(value: AttributeValue): string | null {
  const type = attributeType(value)
  switch (type) {
    case 'string':
      return value === '' ? 'empty string' : null
    case 'bytes':
      return sized((value as Uint8Array).length, 'byte')
    case 'array':
      return `array of ${formatCount((value as readonly AttributeValue[]).length)}`
    case 'map':
      return `map of ${formatCount((value as KeyValueMap).entries.length)}`
    default:
      return type
  }
}

/** `1 byte`, `1,024 bytes` */
export function sized(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
