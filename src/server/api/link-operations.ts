import { MAX_EPOCH_NANOS, parseEpochNanos } from '../../base/time.ts'
import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import {
  RESOLVE_AT_ONCE,
  linkCountsAnswer,
  linkCountsParams,
  linkMapAnswer,
  linkMapParams,
  linksAnswer,
  linksParams,
  resolveAnswer,
  resolveRequest,
  spanTraces,
  spanTracesParams,
} from '../../sources/local/schema.ts'
import { backlinksToWire, linkMapToWire, spanSummaryToWire } from '../../sources/local/wire.ts'
import { operation } from './operation.ts'
import { badParameter } from './problem.ts'

const DEFAULT_LIMIT = 500
const DEFAULT_MAP_LINKS = 100_000

/** The two directions of a link: what it points to, and who points here. */
export const linkOperations = [
  operation({
    id: 'resolveSpans',
    method: 'POST',
    path: '/spans/resolve',
    summary: 'Many spans by reference',
    description: `At most ${RESOLVE_AT_ONCE} references a call; one answer each, in the order asked.`,
    body: resolveRequest,
    answer: resolveAnswer,
    handle: ({ body }, { store }) => ({
      spans: store
        .spans(body.refs as SpanRef[])
        .map((found) =>
          typeof found === 'string'
            ? { span: null, reason: found }
            : { span: spanSummaryToWire(found) },
        ),
      removedBefore: store.removedBefore === null ? null : String(store.removedBefore),
    }),
  }),
  operation({
    id: 'findSpan',
    method: 'GET',
    path: '/spans',
    summary: 'The traces that have a span with an id',
    description: 'A span id alone names no span; most are in one trace only. At most 20.',
    params: spanTracesParams,
    answer: spanTraces,
    handle: async ({ params, request }, { store }) => ({
      traceIds: await store.tracesOfSpan(params.spanId as SpanId, request.signal),
    }),
  }),
  operation({
    id: 'findLinksTo',
    method: 'GET',
    path: '/links',
    summary: 'Links that point to a span or a trace',
    params: linksParams,
    about: {
      spanId: 'Without it: links to any span of the trace.',
      cursor: '`cursor` of the page before.',
      limit: `${DEFAULT_LIMIT} unless given.`,
    },
    answer: linksAnswer,
    handle: ({ params }, { store }) => {
      const page = store.linksTo({
        traceId: params.traceId as TraceId,
        spanId: (params.spanId ?? null) as SpanId | null,
        cursor: params.cursor ?? null,
        limit: params.limit ?? DEFAULT_LIMIT,
      })
      if (!page) throw badParameter('cursor', 'is not one that this API gave out')
      return backlinksToWire(page.links, page)
    },
  }),
  operation({
    id: 'countLinksTo',
    method: 'GET',
    path: '/links/counts',
    summary: 'How many links point to each span of a trace',
    params: linkCountsParams,
    answer: linkCountsAnswer,
    handle: ({ params }, { store }) => ({ counts: store.linkCounts(params.traceId as TraceId) }),
  }),
  operation({
    id: 'getLinkMap',
    method: 'GET',
    path: '/link-map',
    summary: 'Links between operations and between services, over many traces',
    description:
      'How many links there are between spans of two operations, and of two services, how long they waited, how many failed. The newest traces are looked at first.',
    params: linkMapParams,
    about: {
      from: 'Links of traces that start at this time or later, in epoch nanoseconds.',
      to: 'Links of traces that start at this time or earlier, in epoch nanoseconds.',
      limit: `Links looked at, ${DEFAULT_MAP_LINKS} unless given.`,
    },
    answer: linkMapAnswer,
    handle: async ({ params, request }, { store }) => {
      const { from, to } = timesOf(params)
      const maxLinks = params.limit ?? DEFAULT_MAP_LINKS
      return linkMapToWire(await store.linkMap({ from, to, maxLinks }, request.signal))
    },
  }),
]

/** @throws ApiProblem where a time is none, or the two exclude each other */
function timesOf({ from = '0', to = String(MAX_EPOCH_NANOS) }: { from?: string; to?: string }) {
  const times = { from: parseEpochNanos(from), to: parseEpochNanos(to) }
  if (times.from === null) throw badParameter('from', 'is over 2^64 − 1')
  if (times.to === null) throw badParameter('to', 'is over 2^64 − 1')
  if (times.from > times.to) throw badParameter('from', 'is after "to"')
  return { from: times.from, to: times.to }
}
