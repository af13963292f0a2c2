import type { TracePlace } from '../state/places.ts'

/** The host's address of a place. */
export type AddressOf = (place: TracePlace) => string

const PLACEHOLDER = /\{([^{}]*)\}/g
const KNOWN: ReadonlySet<string> = new Set(['traceId', 'spanId', 'view'])

const SAMPLE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), view: 'waterfall' }

/**
 * Reads a template of addresses. Ids are hex and views are words of ours, so that only the template itself could make an
 * address that runs code: all but http and https is refused. @throws Error with a plain sentence
 */
export function parseHrefTemplate(template: string, baseUri: string): AddressOf {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name)
  const unknown = names.find((name) => !KNOWN.has(name))
  if (unknown !== undefined) {
    throw new Error('href-template may hold {traceId}, {spanId} and {view}, and no other braces.')
  }
  if (!names.includes('traceId')) throw new Error('href-template has to hold {traceId}.')
  const url = URL.parse(fill(template, SAMPLE), baseUri)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('href-template has to make http or https addresses.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error('href-template may not hold a user name or password.')
  }
  return ({ traceId, spanId, view }) => fill(template, { traceId, spanId: spanId ?? '', view })
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => values[name])
}
