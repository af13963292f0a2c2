/** Answers of SigNoz that are small; signoz.io/docs, "Query range API v5", and for older versions its source. */
import * as z from 'zod/mini'

export const version = z.object({ version: z.catch(z.string(), '') })

const names = z.nullish(z.array(z.string()))

/** Bare, or in the envelope that most answers have. */
export const services = z.union([names, z.object({ data: names })])

export const fieldKeys = z.object({
  data: z.object({
    keys: z.nullish(
      z.record(z.string(), z.nullish(z.array(z.object({ fieldContext: z.optional(z.string()) })))),
    ),
  }),
})

export const fieldValues = z.object({
  data: z.object({
    values: z.nullish(
      z.object({
        stringValues: z.optional(names),
        numberValues: z.optional(z.nullish(z.array(z.number()))),
        boolValues: z.optional(z.nullish(z.array(z.boolean()))),
        relatedValues: z.optional(names),
      }),
    ),
  }),
})

const warning = z.catch(
  z.nullish(
    z.object({ warnings: z.optional(z.nullish(z.array(z.object({ message: z.string() })))) }),
  ),
  null,
)

/** Spans of which only the trace matters. */
export const traceIdRows = z.object({
  data: z.object({
    data: z.object({
      results: z.array(
        z.object({
          rows: z.nullish(z.array(z.object({ data: z.object({ trace_id: z.string() }) }))),
        }),
      ),
    }),
    warning: z.optional(warning),
  }),
})

/** A table: rows of cells by column. */
export const table = z.object({
  data: z.object({
    data: z.object({
      results: z.array(z.object({ data: z.nullish(z.array(z.array(z.unknown()))) })),
    }),
  }),
})

/** The same question answered by version 3 of the query API. */
export const legacyRows = z.object({
  data: z.object({
    result: z.nullish(
      z.array(
        z.object({
          list: z.nullish(z.array(z.object({ data: z.object({ traceID: z.string() }) }))),
        }),
      ),
    ),
  }),
})
