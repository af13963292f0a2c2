import type { SpanRef } from '../../model/ids.ts'
import { STATUS_ERROR, STATUS_OK } from '../../model/span.ts'
import type { LinkedTo } from '../backlinks.ts'
import type { TimeWindow } from '../scan.ts'
import type { TraceQuery } from '../source.ts'
import { EMPTY_VALUE, type Layout, PREFIX, SERVICE, linkField } from './fields.ts'

/* Filters in LogsQL (docs.victoriametrics.com/victorialogs/logsql). A blank between two filters means "and". */

/** A text or name as LogsQL reads it back: quoted, escaped as in Go, which reads JSON's escapes too. */
export function quote(text: string): string {
  return JSON.stringify(text.toWellFormed())
}

/** The field has exactly this value. */
export function is(field: string, value: string): string {
  return `${quote(field)}:=${quote(value)}`
}

export function isOneOf(field: string, values: readonly string[]): string {
  return `${quote(field)}:in(${values.map(quote).join(',')})`
}

export function has(field: string): string {
  return `${quote(field)}:*`
}

export function anyOf(filters: readonly string[]): string {
  return `(${filters.join(' or ')})`
}

/** Rows that are spans: the store keeps indices of its own beside them. */
export const SPANS = has('trace_id')

/** Spans with a link. */
export const LINKING = anyOf([
  has(linkField('link_trace_id', { index: 0, layout: 'index last' })),
  has(linkField('link_trace_id', { index: 0, layout: 'index first' })),
])

/** Spans that began in this time. */
export function beganIn({ from, to }: TimeWindow): string {
  return `"start_time_unix_nano":>=${from} "start_time_unix_nano":<=${to}`
}

/** The conditions of a search that one span has to fulfil. */
export function spanFilters(query: TraceQuery): string[] {
  const { service, operation, attributes, status, minDuration, maxDuration } = query
  return [
    ...(service === null ? [] : [is(SERVICE, service)]),
    ...(operation === null ? [] : [is('name', operation)]),
    ...attributes.map(({ key, value }) => {
      const stored = value === '' ? EMPTY_VALUE : value
      return anyOf([is(PREFIX.span + key, stored), is(PREFIX.resource + key, stored)])
    }),
    ...(status === 'ok' ? [is('status_code', String(STATUS_OK))] : []),
    ...(status === 'error' ? [is('status_code', String(STATUS_ERROR))] : []),
    // An unset status may be stored as 0 or not at all.
    ...(status === 'unset' ? [anyOf([is('status_code', '0'), '"status_code":""'])] : []),
    ...(minDuration === null ? [] : [`"duration":>=${Math.floor(minDuration)}`]),
    ...(maxDuration === null ? [] : [`"duration":<=${Math.ceil(maxDuration)}`]),
  ]
}

/** A place among a span's links, of which the store makes fields of their own. */
export interface LinkPlace {
  readonly index: number
  readonly layout: Layout
}

/** Spans that link to a span, or to any span of a trace, from one of these places. */
export function linksToFilter({ traceId, spanId }: LinkedTo, places: readonly LinkPlace[]): string {
  return anyOf(
    places.map((place) => {
      const trace = is(linkField('link_trace_id', place), traceId)
      return spanId === null ? trace : `(${trace} ${is(linkField('link_span_id', place), spanId)})`
    }),
  )
}

/** These spans, and now and then another: the pairs of ids are not bound together. */
export function refsFilter(refs: readonly SpanRef[]): string {
  const unique = (ids: readonly string[]) => [...new Set(ids)]
  const traces = isOneOf('trace_id', unique(refs.map(({ traceId }) => traceId)))
  return `${traces} ${isOneOf('span_id', unique(refs.map(({ spanId }) => spanId)))}`
}
