import * as z from 'zod/mini'
import { SourceError, type SourceErrorCode } from './source.ts'

const CODE_OF_STATUS: Readonly<Record<number, SourceErrorCode>> = {
  400: 'badQuery',
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'notFound',
  408: 'timeout',
  413: 'tooLarge',
  429: 'rateLimited',
  501: 'unsupported',
  504: 'timeout',
}

/** Fetches, and turns every way to fail into a {@link SourceError}; an abort stays an abort. */
export async function request(
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
  messageOf: (body: string) => string | null,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal.aborted) throw error
    throw new SourceError('unreachable', 'The source can’t be reached.', { cause: error })
  }
  if (response.ok) return response
  const body = await response.text().catch(() => '')
  const code = CODE_OF_STATUS[response.status] ?? 'unreachable'
  throw new SourceError(code, messageOf(body) ?? `The source answered ${response.status}.`)
}

/** The body as JSON of this shape. @throws SourceError `malformed` */
export async function json<S extends z.ZodMiniType>(
  response: Response,
  schema: S,
): Promise<z.output<S>> {
  let body: unknown
  try {
    body = await response.json()
  } catch (error) {
    throw new SourceError('malformed', 'The source’s answer is not JSON.', { cause: error })
  }
  const parsed = z.safeParse(schema, body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new SourceError(
    'malformed',
    `The source’s answer is not of the expected shape at “${issue.path.join('.')}”: ${issue.message}.`,
  )
}
