import { bytesFromBase64 } from '../../base/base64.ts'
import type { AttributeValue, KeyValue } from '../../model/attributes.ts'
import { BadValue, int64Of, quoted, textOf } from '../../otlp/json-values.ts'
import { type JsonObject, isObject, itemsOf } from '../../otlp/parse-json.ts'

/** Epoch or span of time in microseconds as nanoseconds, exact for integers; absent is 0. @throws BadValue */
export function nanosOfMicros(value: unknown): bigint {
  if (value === undefined || value === null) return 0n
  if (typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value)) {
    const whole = Math.floor(value)
    return BigInt(whole) * 1000n + BigInt(Math.round((value - whole) * 1000))
  }
  return int64Of(value) * 1000n
}

/** A list of Jaeger's typed pairs: the tags of a span or process, the fields of a log. @throws BadValue */
export function pairsOf(value: unknown, what: string): KeyValue[] {
  const items = itemsOf(value)
  if (!items) throw new BadValue(`${what} are not a list`)
  return items.map((item) => {
    if (!isObject(item)) throw new BadValue(`one of the ${what} is not an object`)
    return { key: textOf(item.key, 'a key'), value: typedValue(item) }
  })
}

/**
 * A value as its `type` says: string, bool, int64 (a string where it does not fit a double), float64 or binary (base64).
 * Where the two disagree, the value says what it is.
 */
function typedValue({ type, value }: JsonObject): AttributeValue {
  switch (type) {
    case 'bool':
      if (value === 'true' || value === 'false') return value === 'true'
      break
    case 'int64':
      if (isInteger(value)) return int64Of(value)
      break
    case 'float64': {
      if (typeof value === 'bigint') return Number(value)
      if (typeof value === 'number') return value
      const number = Number(value)
      if (value === 'NaN' || (typeof value === 'string' && value !== '' && !Number.isNaN(number))) {
        return number
      }
      break
    }
    case 'binary': {
      const bytes = typeof value === 'string' ? bytesFromBase64(value) : null
      if (bytes) return bytes
      break
    }
  }
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return textOf(value, 'a value')
  if (isInteger(value)) return int64Of(value)
  if (typeof value === 'number') return value
  throw new BadValue(`${quoted(value)} is no value of an attribute`)
}

/** Whether it is an integer that int64 holds. */
function isInteger(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string' && !/^-?\d{1,20}$/.test(value)) return false
  if (typeof value !== 'string' && typeof value !== 'bigint') return false
  const int = BigInt(value)
  return BigInt.asIntN(64, int) === int
}
