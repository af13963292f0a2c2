import type { SpanId, SpanRef, TraceId } from '../../model/ids.ts'
import {
  RESOLVE_AT_ONCE,
  linkCountsAnswer,
  linkCountsParams,
  linksAnswer,
  linksParams,
  resolveAnswer,
  resolveRequest,
} from '../../sources/local/schema.ts'
import { backlinksToWire, spanSummaryToWire } from '../../sources/local/wire.ts'
import { operation } from './operation.ts'
import { badParameter } from './problem.ts'

const DEFAULT_LIMIT = 500

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
      spans: body.refs.map((ref) => {
        const found = store.span(ref as SpanRef)
        return typeof found === 'string'
          ? { span: null, reason: found }
          : { span: spanSummaryToWire(found) }
      }),
      removedBefore: store.removedBefore === null ? null : String(store.removedBefore),
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
]
