import type { Nanos } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import type { AttributeFilter, TraceQuery } from '../source.ts'

/*
 * TraceQL (grafana.com/docs/tempo, "Construct a TraceQL query"), in the form that Tempo 2.0 and all later versions read where a
 * question allows it: trace ids of links need 2.6, the hint for the newest traces 2.8.
 */

/**
 * The search as TraceQL. What must hold for one and the same span stands in one pair of braces; what is asked of the trace's
 * links, which any of its spans may have, in another.
 */
export function traceqlOf(
  query: Omit<TraceQuery, 'from' | 'to' | 'limit' | 'sort'>,
  options: { readonly mostRecent: boolean },
): string {
  const { service, operation, attributes, status, minDuration, maxDuration } = query
  const span = [
    service !== null && `resource.service.name = ${stringLiteral(service)}`,
    operation !== null && `name = ${stringLiteral(operation)}`,
    status !== 'any' && `status = ${status}`,
    ...attributes.map(attributeCondition),
    minDuration !== null && `traceDuration >= ${nanosLiteral(Math.ceil(minDuration))}`,
    maxDuration !== null && `traceDuration <= ${nanosLiteral(Math.floor(maxDuration))}`,
  ].filter((part) => part !== false)
  const links = [
    query.links === 'out' && 'link:traceID != ""',
    query.linksTo !== null && linkedTo(query.linksTo),
  ].filter((part) => part !== false)
  const spansets = [...(span.length > 0 || links.length === 0 ? [span.join(' && ')] : []), ...links]
  const traceql = spansets.map((conditions) => `{${conditions && ` ${conditions}`} }`).join(' && ')
  return options.mostRecent ? `${traceql} with (most_recent=true)` : traceql
}

/** Spans with a link to any span of this trace. */
export function linksToTrace(traceId: TraceId): string {
  return `{ ${linkedTo(traceId)} }`
}

/**
 * Compared are digits without leading zeros on one side only, so an id that has some is asked for in both forms. The span id of
 * a link is never part of a query: both conditions may hold for different links, and one that begins with a zero byte
 * is never found.
 */
function linkedTo(traceId: TraceId): string {
  const trimmed = traceId.replace(/^0+/, '')
  return [...new Set([traceId, trimmed])].map((id) => `link:traceID = "${id}"`).join(' || ')
}

/**
 * An attribute of the span or its resource whose text is this. Values have types, and a text may be that of several: `7` is
 * the integer or the string.
 */
function attributeCondition({ key, value }: AttributeFilter): string {
  const name = attributeName(key)
  const tests = ['span', 'resource'].flatMap((scope) =>
    literalsOf(value).map((literal) => `${scope}.${name} = ${literal}`),
  )
  return `(${tests.join(' || ')})`
}

const INT64 = 1n << 63n

function literalsOf(text: string): string[] {
  const literals = [stringLiteral(text)]
  if (text === 'true' || text === 'false') literals.push(text)
  else if (/^-?\d{1,19}$/.test(text)) {
    const int = BigInt(text)
    // -2^63 has no literal: its digits alone would be too large.
    if (String(int) === text && int < INT64 && int > -INT64) literals.push(text)
  } else if (/^-?\d+\.\d+$/.test(text) && String(Number(text)) === text) literals.push(text)
  return literals
}

/** What JSON escapes, Go's strings escape in the same way. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text.toWellFormed())
}

/** A name that may be mistaken for something else stands in quotes, in which quotes and backslashes alone are escaped. */
export function attributeName(key: string): string {
  return /^[A-Za-z_][\w.]*$/.test(key)
    ? key
    : `"${key.toWellFormed().replaceAll(/["\\]/g, '\\$&')}"`
}

function nanosLiteral(nanos: Nanos): string {
  return `${BigInt(nanos)}ns`
}
