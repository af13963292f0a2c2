import type * as z from 'zod/mini'
import { parseEpochNanos } from '../../base/time.ts'
import type { TraceId } from '../../model/ids.ts'
import { searchAnswer, searchParams, traceParams } from '../../sources/local/schema.ts'
import {
  DEFAULT_SEARCH_LIMIT,
  queryFromWire,
  traceSummaryToWire,
} from '../../sources/local/wire.ts'
import type { TraceQuery } from '../../sources/source.ts'
import { operation } from './operation.ts'
import { ApiProblem, badParameter } from './problem.ts'
import { PROTOBUF, namesTag, traceBody, unchanged, wantsProtobuf } from './trace-body.ts'

/** Search, and a trace by its id. */
export const traceOperations = [
  operation({
    id: 'searchTraces',
    method: 'GET',
    path: '/traces',
    summary: 'Search traces',
    description:
      "Service, operation, attributes and status must hold for one and the same span of a trace; duration, time and links are the trace's.",
    params: searchParams,
    about: {
      attribute:
        '`key=value`, compared with the text of the value, of span and resource attributes alike. Repeat it for several, 20 at most.',
      minDuration: 'Nanoseconds.',
      maxDuration: 'Nanoseconds.',
      from: 'Traces that start at this time or later, in epoch nanoseconds.',
      to: 'Traces that start at this time or earlier, in epoch nanoseconds.',
      links: '`out`: traces with links. `in`: traces that are linked from somewhere.',
      linksTo: 'Only traces with a link to this trace.',
      traceId: 'Only traces with one of these ids. Repeat it for several, 200 at most.',
      limit: `${DEFAULT_SEARCH_LIMIT} unless given.`,
      sort: '`newest` unless given.',
    },
    answer: searchAnswer,
    handle: async ({ params, request }, { store }) => {
      const { traces, more } = await store.search(queryOf(params), request.signal)
      return { traces: traces.map(traceSummaryToWire), more }
    },
  }),
  operation({
    id: 'getTrace',
    method: 'GET',
    path: '/traces/{traceId}',
    summary: 'A trace, as OTLP',
    description:
      'OTLP JSON (TracesData), or protobuf when Accept names it. Every field is as it was received.',
    params: traceParams,
    otherMedia: {
      'application/json': 'TracesData in OTLP JSON.',
      [PROTOBUF]: 'An encoded TracesData message.',
    },
    notFound: true,
    handle: ({ params, request }, { store, onError }) => {
      const traceId = params.traceId as TraceId
      const protobuf = wantsProtobuf(request)
      const tag = `"${store.traceVersion(traceId)}-${protobuf ? 'protobuf' : 'json'}"`
      const pages = store.trace(traceId)
      if (!pages) throw new ApiProblem(404, 'notFound', `Trace ${traceId} is not here.`)
      return namesTag(request, tag) ? unchanged(tag) : traceBody(pages, protobuf, tag, onError)
    },
  }),
]

/** @throws ApiProblem where times are none, or exclude each other */
function queryOf(params: z.output<typeof searchParams>): TraceQuery {
  for (const name of ['from', 'to', 'minDuration', 'maxDuration'] as const) {
    const text = params[name]
    if (text !== undefined && parseEpochNanos(text) === null) {
      throw badParameter(name, 'is over 2^64 − 1')
    }
  }
  const query = queryFromWire(params)
  const { from, to, minDuration, maxDuration } = query
  if (from !== null && to !== null && from > to) throw badParameter('from', 'is after "to"')
  if (minDuration !== null && maxDuration !== null && minDuration > maxDuration) {
    throw badParameter('minDuration', 'is over "maxDuration"')
  }
  return query
}
