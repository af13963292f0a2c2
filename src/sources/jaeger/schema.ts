/** Answers of Jaeger's query service that are not traces. Its newer API leaves out empty lists. */
import * as z from 'zod/mini'

export const v3Services = z.object({ services: z.optional(z.array(z.string())) })
export const v3Operations = z.object({
  operations: z.optional(z.array(z.object({ name: z.string() }))),
})

/** The older API answers all in this envelope; an empty list may be null. */
export const names = z.object({ data: z.nullish(z.array(z.string())) })
