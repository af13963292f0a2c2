import * as z from 'zod/mini'
import { gatewayProblem } from './gateway-problem.ts'
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

export type Fetch = typeof globalThis.fetch

export interface Call extends RequestInit {
  readonly signal: AbortSignal
  /** Instead of the global one. */
  readonly fetch?: Fetch
}

/** Fetches whatever the status is; an abort stays an abort. @throws SourceError when there is no answer of the source, or a web page */
export async function send(url: string, { fetch, ...init }: Call): Promise<Response> {
  let response: Response
  try {
    response = await (fetch ?? globalThis.fetch)(url, init)
  } catch (error) {
    if (init.signal.aborted) throw error
    throw new SourceError('unreachable', 'The source can’t be reached.', { cause: error })
  }
  const problem = await gatewayProblem(response)
  if (problem) throw problem
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw webPage(response, await response.text().catch(() => ''))
  }
  return response
}

/** Fetches, and turns every way to fail into a {@link SourceError}; an abort stays an abort. */
export async function request(
  url: string,
  call: Call,
  messageOf: (body: string) => string | null,
): Promise<Response> {
  const response = await send(url, call)
  if (response.ok) return response
  throw failure(response.status, messageOf(await response.text().catch(() => '')))
}

/** The error of an answer with this status; `message` is the source's own, where it has one. */
export function failure(status: number, message: string | null): SourceError {
  const code = CODE_OF_STATUS[status] ?? 'unreachable'
  return new SourceError(code, message ?? `The source answered ${status}.`)
}

/** What a proxy answers for a source: its login page, its own error, or the page of some application at a wrong address. */
function webPage({ redirected, status }: Response, body: string): SourceError {
  if (redirected || /type=["']?password|log.?in\b|sign.?in\b/i.test(body)) {
    return new SourceError(
      'unauthorised',
      'A login page answered instead of the source. Sign in there, or give the source its credentials.',
    )
  }
  return status < 400 || WRONG_PATH.has(status)
    ? new SourceError(
        'malformed',
        'A web page answered instead of the source. Is its address right?',
      )
    : failure(status, null)
}

/** What servers and gateways answer for a path that they don't have. */
export const WRONG_PATH: ReadonlySet<number> = new Set([400, 404, 405, 501])

/** Whether a text is a web page that was not declared as one. */
export function isWebPage(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text.slice(0, 200))
}

/** A plain-text body as a message: what Go's and other servers say of an error. Null when it is none or a web page. */
export function plainMessage(body: string): string | null {
  const text = body.trim().toWellFormed()
  return text === '' || text.length > 500 || isWebPage(text) ? null : text
}

/** The whole body as text. @throws SourceError when it breaks off, or is a web page */
export async function textOf(response: Response, signal: AbortSignal): Promise<string> {
  const text = await whole(() => response.text(), signal)
  if (isWebPage(text)) throw webPage(response, text)
  return text
}

/** The whole body as bytes. @throws SourceError when it breaks off */
export function bytesOf(response: Response, signal: AbortSignal): Promise<ArrayBuffer> {
  return whole(() => response.arrayBuffer(), signal)
}

async function whole<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (signal.aborted) throw error
    throw new SourceError('unreachable', 'The source’s answer broke off.', { cause: error })
  }
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
    throw notJson(error)
  }
  return shaped(body, schema)
}

/** A text as JSON of this shape. @throws SourceError `malformed` */
export function parsed<S extends z.ZodMiniType>(text: string, schema: S): z.output<S> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw notJson(error)
  }
  return shaped(body, schema)
}

function notJson(cause: unknown): SourceError {
  return new SourceError('malformed', 'The source’s answer is not JSON.', { cause })
}

function shaped<S extends z.ZodMiniType>(body: unknown, schema: S): z.output<S> {
  const result = z.safeParse(schema, body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new SourceError(
    'malformed',
    `The source’s answer is not of the expected shape at “${issue.path.join('.')}”: ${issue.message}.`,
  )
}
