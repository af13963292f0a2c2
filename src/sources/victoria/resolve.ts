import { type SpanRef, type TraceId, parseTraceId } from '../../model/ids.ts'
import { resolveBySpan } from '../resolve-by-span.ts'
import type { Resolution } from '../source.ts'
import { rowOf } from './decode-rows.ts'
import { SERVICE } from './fields.ts'
import { ALL_TIME, type LogsqlApi } from './logsql-api.ts'
import { isOneOf, quote, refsFilter } from './logsql.ts'

const IDS = ['trace_id', 'span_id']
const TIMES = ['start_time_unix_nano', 'end_time_unix_nano']
const SUMMARY_FIELDS = [...IDS, ...TIMES, 'name', 'kind', 'status_code', SERVICE].map(quote)

/** Many spans in one query, and a second one for the traces of those that are missing. */
export async function resolveSpans(
  api: LogsqlApi,
  refs: readonly SpanRef[],
  signal: AbortSignal,
): Promise<Resolution[]> {
  if (refs.length === 0) return []
  const query = `${refsFilter(refs)} | fields ${SUMMARY_FIELDS.join(', ')}`
  const batch = await api.spans(query, ALL_TIME, signal)
  return resolveBySpan(refs, batch, (ids) => knownTraces(api, ids, signal))
}

async function knownTraces(
  api: LogsqlApi,
  ids: readonly TraceId[],
  signal: AbortSignal,
): Promise<ReadonlySet<TraceId>> {
  const query = `${isOneOf('trace_id', ids)} | uniq by (trace_id)`
  return new Set(traceIdsIn(await api.rows(query, ALL_TIME, signal)))
}

/** The trace ids of rows. */
export function traceIdsIn(rows: string): TraceId[] {
  return rows.split('\n').flatMap((line) => {
    const id = parseTraceId(rowOf(line)?.get('trace_id') ?? '')
    return id ? [id] : []
  })
}
