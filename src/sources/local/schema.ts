/**
 * The HTTP API of the local source, `/api/v1`: one schema a message, shared by the server that writes it and the app that
 * reads it. Times are decimal strings of epoch nanoseconds, as in OTLP JSON: 64 bits do not fit a JSON number.
 */
import * as z from 'zod/mini'

export const traceId = z.string().check(z.regex(/^[0-9a-f]{32}$/))
export const spanId = z.string().check(z.regex(/^[0-9a-f]{16}$/))
export const nanos = z.string().check(z.regex(/^\d{1,20}$/))
const count = z.int().check(z.nonnegative())

export const apiError = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
})

export const services = z.object({ services: z.array(z.string()) })
export const operations = z.object({ operations: z.array(z.string()) })
export const attributeKeys = z.object({ keys: z.array(z.string()) })
export const attributeValues = z.object({ values: z.array(z.string()) })

export const operationsParams = z.object({ service: z.string() })
export const attributeKeysParams = z.object({ service: z.optional(z.string()) })
export const attributeValuesParams = z.object({
  key: z.string(),
  service: z.optional(z.string()),
})
export const traceParams = z.object({ traceId })

/** A trace in a few words. */
export const traceHead = z.object({
  rootSpanId: z.nullable(spanId),
  rootService: z.string(),
  rootName: z.string(),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  spanCount: count,
  errorCount: count,
  linksOut: count,
})

export const spanSummary = z.object({
  traceId,
  spanId,
  service: z.string(),
  name: z.string(),
  kind: count,
  status: count,
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  /** The trace that it is of. */
  trace: z.optional(traceHead),
})

export const shapeBar = z.object({
  service: z.string(),
  start: z.number(),
  width: z.number(),
  depth: count,
})

export const traceSummary = z.object({
  traceId,
  rootSpanId: z.nullable(spanId),
  rootService: z.string(),
  rootName: z.string(),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  spanCount: count,
  errorCount: count,
  services: z.array(z.string()),
  linksOut: count,
  linkedFrom: count,
  sample: z.boolean(),
  shape: z.array(shapeBar),
})

export const SORTS = ['newest', 'oldest', 'longest', 'shortest'] as const
export const MAX_LIMIT = 5000

/** Each is compared with every span that the others leave. */
export const MAX_ATTRIBUTES = 20
const attributeFilters = z
  .array(z.string().check(z.regex(/^[^=]+=/)))
  .check(z.maxLength(MAX_ATTRIBUTES, `may be given ${MAX_ATTRIBUTES} times at most`))

/** Their ids alone make an address of 8 KiB, which is what servers and proxies take. */
export const MAX_TRACE_IDS = 200
const traceIds = z
  .array(traceId)
  .check(z.maxLength(MAX_TRACE_IDS, `may be given ${MAX_TRACE_IDS} times at most`))

/** Query string of a search. `attribute` is `key=value`, repeated. */
export const searchParams = z.object({
  service: z.optional(z.string()),
  operation: z.optional(z.string()),
  attribute: z.optional(attributeFilters),
  status: z.optional(z.enum(['any', 'ok', 'error', 'unset'])),
  minDuration: z.optional(nanos),
  maxDuration: z.optional(nanos),
  from: z.optional(nanos),
  to: z.optional(nanos),
  links: z.optional(z.enum(['any', 'out', 'in'])),
  linksTo: z.optional(traceId),
  traceId: z.optional(traceIds),
  limit: z.optional(z.coerce.number().check(z.int(), z.positive(), z.maximum(MAX_LIMIT))),
  sort: z.optional(z.enum(SORTS)),
})

export const searchAnswer = z.object({ traces: z.array(traceSummary), more: z.boolean() })

/** The traces that have a span with this id. */
export const spanTracesParams = z.object({ spanId })
export const spanTraces = z.object({ traceIds: z.array(traceId) })

export const RESOLVE_AT_ONCE = 500
export const resolveRequest = z.object({
  refs: z.array(z.object({ traceId, spanId })).check(z.maxLength(RESOLVE_AT_ONCE)),
})

/** One answer a reference, in the order asked. */
export const resolveAnswer = z.object({
  spans: z.array(
    z.union([
      z.object({ span: spanSummary }),
      z.object({ span: z.null(), reason: z.enum(['trace not found', 'span not in its trace']) }),
    ]),
  ),
  /** Traces that began before this time were removed by retention; null: none were yet. */
  removedBefore: z.nullable(nanos),
})

export const linksParams = z.object({
  traceId,
  spanId: z.optional(spanId),
  cursor: z.optional(z.string()),
  limit: z.optional(z.coerce.number().check(z.int(), z.positive(), z.maximum(MAX_LIMIT))),
})

/** `link` is one OTLP JSON link (opentelemetry-proto trace.proto, Span.Link). */
export const linksAnswer = z.object({
  links: z.array(z.object({ from: spanSummary, link: z.record(z.string(), z.unknown()) })),
  total: count,
  cursor: z.nullable(z.string()),
})

/** Links to each span of a trace, from any trace; spans without any are left out. */
export const linkCountsParams = z.object({ traceId })
export const linkCountsAnswer = z.object({ counts: z.array(z.object({ spanId, count })) })

export const status = z.object({
  version: z.string(),
  traces: count,
  spans: count,
  links: count,
  /** Traces of the sample scenario in the store. */
  sampleTraces: count,
  /** Where OTLP/HTTP is received. */
  otlpEndpoints: z.array(z.string()),
  /** Null: in memory. */
  dataDirectory: z.nullable(z.string()),
  removedBefore: z.nullable(nanos),
})

/** Data of an SSE `traces` event. */
export const arrivalNotice = z.object({
  newTraces: count,
  traceIds: z.array(traceId),
  linkedTraceIds: z.array(traceId),
  all: z.boolean(),
})

export const sampleChange = z.object({ traces: count })

export const MAX_MAP_LINKS = 1_000_000
export const linkMapParams = z.object({
  from: z.optional(nanos),
  to: z.optional(nanos),
  limit: z.optional(z.coerce.number().check(z.int(), z.positive(), z.maximum(MAX_MAP_LINKS))),
})

const waitFigures = z.object({
  count,
  median: z.number(),
  p95: z.number(),
  longest: z.number(),
})

/** `cause` and `effect` are indices into `nodes`; a null cause stands for spans that are absent. */
const mapGraph = z.object({
  nodes: z.array(z.object({ service: z.string(), name: z.nullable(z.string()) })),
  edges: z.array(
    z.object({
      cause: z.nullable(count),
      effect: count,
      links: count,
      failed: count,
      waits: z.nullable(waitFigures),
      examples: z.array(
        z.object({
          linking: spanSummary,
          to: z.object({ traceId, spanId }),
          linked: z.nullable(spanSummary),
        }),
      ),
    }),
  ),
})

/** The same links twice: between operations, and between services, whose nodes have no name. */
export const linkMapAnswer = z.object({
  operations: mapGraph,
  services: mapGraph,
  searched: z.object({
    from: nanos,
    to: nanos,
    traces: count,
    links: count,
    malformed: count,
    more: z.boolean(),
  }),
})
