import type { TraceId } from '../../model/ids.ts'
import type { TimeWindow } from '../scan.ts'
import type { TraceQuery } from '../source.ts'
import { millisOf } from './query.ts'

const column = (key: string, dataType: string) => ({ key, dataType, type: '', isColumn: true })
const TRACE_ID = column('traceID', 'string')

/** A search for spans by version 3 of the query API, which versions before 0.87 have. It matches columns only. */
export function legacySearchBody(
  { service, operation, status, minDuration, maxDuration, sort }: TraceQuery,
  without: Iterable<TraceId>,
  window: TimeWindow,
  limit: number,
): object {
  const item = (key: ReturnType<typeof column>, op: string, value: unknown) => ({ key, op, value })
  const items = [
    ...(service === null ? [] : [item(column('serviceName', 'string'), '=', service)]),
    ...(operation === null ? [] : [item(column('name', 'string'), '=', operation)]),
    ...(status === 'error' ? [item(column('hasError', 'bool'), '=', true)] : []),
    ...(minDuration === null
      ? []
      : [item(column('durationNano', 'float64'), '>=', Math.ceil(minDuration))]),
    ...(maxDuration === null
      ? []
      : [item(column('durationNano', 'float64'), '<=', Math.floor(maxDuration))]),
    ...[...without].map((id) => item(TRACE_ID, '!=', id)),
  ]
  const query = {
    queryName: 'A',
    expression: 'A',
    dataSource: 'traces',
    aggregateOperator: 'noop',
    filters: { op: 'AND', items },
    selectColumns: [column('name', 'string')],
    orderBy: [{ columnName: 'timestamp', order: sort === 'oldest' ? 'asc' : 'desc' }],
    limit,
    offset: 0,
    pageSize: limit,
    stepInterval: 60,
  }
  return {
    ...millisOf(window),
    step: 60,
    compositeQuery: { queryType: 'builder', panelType: 'list', builderQueries: { A: query } },
  }
}
