import type { Link } from '../model/span.ts'
import { linkToJson } from '../otlp/json-span.ts'

/** Links as OTLP JSON, indented: one alone as an object, several as a list. */
export function linkJson(links: readonly Link[]): string {
  const parts = links.map(linkToJson)
  return JSON.stringify(parts.length === 1 ? parts[0] : parts, null, 2)
}
