/** The answers of Tempo's HTTP API that are small; grafana.com/docs/tempo, "Tempo HTTP API". */
import * as z from 'zod/mini'

/** 64 bits: text in protobuf's JSON, a number from look-alikes. */
const int64 = z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.number(), z.bigint()])
const text = z.catch(z.string(), '')
const count = z.catch(z.int().check(z.nonnegative()), 0)

export const buildInfo = z.object({ version: text })

const serviceStats = z.record(
  z.string(),
  z.object({ spanCount: z.optional(count), errorCount: z.optional(count) }),
)

/** Fields that are zero or empty are left out. */
export const foundTrace = z.object({
  traceID: z.string(),
  rootServiceName: z.optional(text),
  rootTraceName: z.optional(text),
  startTimeUnixNano: z.optional(int64),
  durationMs: z.optional(z.number()),
  serviceStats: z.nullish(serviceStats),
})

export const searchAnswer = z.object({
  traces: z.nullish(z.array(foundTrace)),
  /** How much of a search was done; Tempo sends more, and versions before 2.0 less. */
  metrics: z.catch(
    z.object({ completedJobs: z.optional(count), totalJobs: z.optional(count) }),
    {},
  ),
  /** Why an answer is only a part, as Tempo says it of traces. */
  message: text,
})

export const tagsAnswer = z.object({
  scopes: z.nullish(z.array(z.object({ name: text, tags: z.nullish(z.array(z.string())) }))),
})

/** An empty value is left out like any empty field. */
export const tagValuesAnswer = z.object({
  tagValues: z.nullish(z.array(z.object({ value: z.optional(z.string()) }))),
})
