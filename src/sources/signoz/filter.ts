import type { SpanRef, TraceId } from '../../model/ids.ts'
import { STATUS_ERROR, STATUS_OK, STATUS_UNSET } from '../../model/span.ts'
import { SourceError, type TraceQuery } from '../source.ts'

/*
 * Conditions in SigNoz's filter language (signoz.io/docs, "Search syntax"). Those on ids alone are at the same time SQL, so that
 * both ways to ask for spans take them.
 */

export function allOf(conditions: readonly string[]): string {
  return conditions.join(' AND ')
}

/** A text as both languages read it back: in single quotes, with a backslash before quotes and backslashes. */
export function quote(text: string): string {
  return `'${text.toWellFormed().replaceAll(/[\\']/g, '\\$&')}'`
}

export function ofTraces(ids: readonly string[]): string {
  return isOneOf('trace_id', ids)
}

/** These spans, and now and then another: the pairs of ids are not bound together. */
export function ofRefs(refs: readonly SpanRef[]): string {
  const unique = (ids: readonly string[]) => [...new Set(ids)]
  return allOf([
    ofTraces(unique(refs.map(({ traceId }) => traceId))),
    isOneOf('span_id', unique(refs.map(({ spanId }) => spanId))),
  ])
}

/**
 * Without these traces. Only `!=` will do: SigNoz takes the time of every trace that a filter names by `=` or `IN` for the time
 * to look at, even where the filter rules that trace out.
 */
export function notOfTraces(ids: Iterable<TraceId>): string[] {
  return [...ids].map((id) => `trace_id != ${quote(id)}`)
}

function isOneOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map(quote).join(', ')})`
}

/** The conditions of a search that one span has to fulfil. @throws SourceError where an attribute's name can't be written */
export function spanConditions(query: TraceQuery): string[] {
  const { service, operation, attributes, status, minDuration, maxDuration } = query
  return [
    ...(service === null ? [] : [`resource.service.name = ${quote(service)}`]),
    ...(operation === null ? [] : [`name = ${quote(operation)}`]),
    ...(status === 'any' ? [] : [`status_code = ${STATUS_CODES[status]}`]),
    ...attributes.map(({ key, value }) => `${attributeName(key)} = ${quote(value)}`),
    ...(minDuration === null ? [] : [`duration_nano >= ${Math.ceil(minDuration)}`]),
    ...(maxDuration === null ? [] : [`duration_nano <= ${Math.floor(maxDuration)}`]),
  ]
}

const STATUS_CODES = { unset: STATUS_UNSET, ok: STATUS_OK, error: STATUS_ERROR } as const

const NAME = /^[A-Za-z][\w:-]*(\.[A-Za-z][\w:-]*)*$/
const KEYWORD = /^(like|i?like|between|exists?|regexp|contains?|in|not|and|or|has\w*|true|false)$/i
/** Parts of a span that are no attributes, and prefixes that say what a name is of. */
const NOT_AN_ATTRIBUTE =
  /^(span|resource|attribute|scope|trace|metric|log|body|event|link)\.|^(name|kind|kind_string|flags|links|events|timestamp|(trace|span|parent_span)_id|trace_state|duration_nano|has_error|is_remote|status_\w+|response_status_code|(external_)?http_(url|method|host)|db_(name|operation))$/

function attributeName(key: string): string {
  if (!NAME.test(key)) {
    throw new SourceError(
      'unsupported',
      `SigNoz’s filters have no way to write the attribute name “${key}”.`,
    )
  }
  return KEYWORD.test(key) || NOT_AN_ATTRIBUTE.test(key) ? `attribute.${key}` : key
}

/** Spans with a link, and where ids are given with one that may point there; the column of links is a text. */
export function linkConditions(ids: readonly string[], language: 'filter' | 'sql'): string[] {
  // Every span's own parent stands in that column too, by another name of the relation.
  return ['FOLLOWS_FROM', ...ids].map((part) =>
    language === 'sql' ? `links LIKE ${quote(`%${part}%`)}` : `span.links CONTAINS ${quote(part)}`,
  )
}
