import * as z from 'zod/mini'
import { failure, plainMessage } from '../http.ts'
import { SourceError } from '../source.ts'

const code = z.catch(z.optional(z.union([z.number(), z.string()])), undefined)

/** An error as the newer API writes it, and the envelope of the older one. */
const answer = z.object({
  error: z.optional(z.object({ httpCode: code, message: z.string() })),
  errors: z.nullish(z.array(z.object({ code, msg: z.string() }))),
})

/** The error in an answer, where there is one. Its status is 500 where the answer names none. */
export function sourceFailure(body: unknown, headers?: Headers): SourceError | null {
  const parsed = z.safeParse(answer, body)
  if (!parsed.success) return null
  const { error, errors } = parsed.data
  if (error) return failureOf(error.httpCode, error.message, headers)
  const first = errors?.[0]
  return first ? failureOf(first.code, first.msg, headers) : null
}

function failureOf(
  status: string | number | undefined,
  text: string,
  headers?: Headers,
): SourceError {
  const message = plainMessage(text)
  if (message !== null && /tenant/i.test(message)) return new SourceError('tenantMissing', message)
  return failure(Number(status ?? 500), message, headers)
}

/**
 * The error of an answer with this body. Jaeger writes JSON and calls it text, so the body decides, not its header;
 * proxies and look-alikes write plain text.
 */
export function failureOfBody({ status, headers }: Response, body: string): SourceError {
  let document: unknown = null
  try {
    document = JSON.parse(body)
  } catch {
    return failureOf(status, body, headers)
  }
  return sourceFailure(document, headers) ?? failure(status, null, headers)
}
