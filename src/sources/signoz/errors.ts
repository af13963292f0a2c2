import * as z from 'zod/mini'
import { failure, parsed, plainMessage } from '../http.ts'
import { SourceError, type SourceErrorCode } from '../source.ts'

/** Beside what HTTP says in general: a query that the server gave up, and a licence that does not cover it. */
const CODE_OF_STATUS: Readonly<Record<number, SourceErrorCode>> = {
  451: 'unsupported',
  499: 'timeout',
}

const details = z.catch(z.nullish(z.array(z.object({ message: z.string() }))), null)

/** An error as SigNoz writes it; older versions, and its older APIs still, send the message alone. */
const answer = z.object({
  status: z.literal('error'),
  error: z.union([z.string(), z.object({ message: z.string(), errors: z.optional(details) })]),
})

/** The error in an answer, where there is one; also where its status says that all is well. */
export function failureIn(
  document: unknown,
  { status, headers }: Pick<Response, 'status' | 'headers'> = FAILED,
): SourceError | null {
  const parsed = z.safeParse(answer, document)
  return parsed.success ? failureOf(status, wordsOf(parsed.data.error), headers) : null
}

const FAILED = { status: 500, headers: new Headers() }

/** A text as an answer of this shape. @throws SourceError */
export function answerOf<S extends z.ZodMiniType>(text: string, schema: S): z.output<S> {
  const failure = failureIn(jsonOf(text))
  if (failure) throw failure
  return parsed(text, schema)
}

/** The error of an answer with this body; proxies write plain text. */
export function failureOfBody(response: Response, body: string): SourceError {
  const document = jsonOf(body)
  if (document === undefined) return failureOf(response.status, body, response.headers)
  return failureIn(document, response) ?? failure(response.status, null, response.headers)
}

function failureOf(status: number, text: string, headers: Headers): SourceError {
  const message = plainMessage(text)
  const code = CODE_OF_STATUS[status]
  if (code) return new SourceError(code, message ?? `The source answered ${status}.`)
  return failure(status, message, headers)
}

/** What is wrong in particular, such as an attribute that does not exist, stands beside the message. */
function wordsOf(error: z.infer<typeof answer>['error']): string {
  if (typeof error === 'string') return error
  const more = (error.errors ?? []).map(({ message }) => message)
  return [...new Set([error.message, ...more])].join(' ')
}

/** Undefined where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
