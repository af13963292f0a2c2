import { stringOf } from '../../otlp/parse-json.ts'

/** A JSON string, number or boolean as text; null for anything else. */
export function scalarText(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return stringOf(value)
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return null
  }
}
