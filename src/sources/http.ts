import * as z from 'zod/mini'
import { formatDuration } from '../base/format.ts'
import { SECOND } from '../base/time.ts'
import { gatewayProblem } from './gateway-problem.ts'
import { inTime, patienceFor, readInTime, textInTime } from './patience.ts'
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
  const late = new AbortController()
  const signal = AbortSignal.any([init.signal, late.signal])
  try {
    const coming = (fetch ?? globalThis.fetch)(url, { ...init, signal })
    response = await inTime(coming, patienceFor(url), () => late.abort())
  } catch (error) {
    if (init.signal.aborted || error instanceof SourceError) throw error
    const why = isElsewhere(url)
      ? ', or it does not let pages of this site read its answers (CORS)'
      : ''
    throw new SourceError('unreachable', `The source can’t be reached${why}.`, { cause: error })
  }
  const problem = await gatewayProblem(response)
  if (problem) throw problem
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw webPage(response, await textInTime(response).catch(() => ''))
  }
  return response
}

/** Whether a page asks another origin than its own: a refusal by that looks as if nothing answered. */
function isElsewhere(url: string): boolean {
  const here: Location | undefined = globalThis.location
  return here !== undefined && URL.parse(url, here.href)?.origin !== here.origin
}

/** Fetches, and turns every way to fail into a {@link SourceError}; an abort stays an abort. */
export async function request(
  url: string,
  call: Call,
  messageOf: (body: string) => string | null,
): Promise<Response> {
  const response = await send(url, call)
  if (response.ok) return response
  throw failure(
    response.status,
    messageOf(await textInTime(response).catch(() => '')),
    response.headers,
  )
}

/** The error of an answer with this status; `message` is the source's own, where it has one. */
export function failure(status: number, message: string | null, headers?: Headers): SourceError {
  const code = CODE_OF_STATUS[status] ?? 'unreachable'
  const why = WHY[status]
  const words = message ?? `The source answered ${status}${why === undefined ? '' : `: ${why}`}.`
  const wait = headers ? waitSentence(headers) : null
  return new SourceError(code, wait === null ? words : `${sentence(words)} ${wait}`)
}

const WHY: Readonly<Record<number, string>> = {
  401: 'it refuses to answer without credentials that it knows',
  403: 'it refuses this to whom it was asked by',
  413: 'the answer would be larger than it gives',
  429: 'it was asked too often',
}

/** When a source that had enough for now wants to be asked again; seconds or a date (RFC 9110). Null: it does not say. */
function waitSentence(headers: Headers): string | null {
  const after = headers.get('retry-after')?.trim() ?? ''
  const seconds = /^\d{1,8}$/.test(after)
    ? Number(after)
    : Math.ceil((Date.parse(after) - Date.now()) / 1000)
  return seconds > 0 ? `It asks to wait ${formatDuration(seconds * SECOND)} first.` : null
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** What a proxy answers for a source: its login page, its own error, or the page of some application at a wrong address. */
function webPage(response: Response, body: string): SourceError {
  const { redirected, status } = response
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
    : failure(status, null, response.headers)
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
  const text = new TextDecoder().decode(await whole(response, signal))
  if (isWebPage(text)) throw webPage(response, text)
  return text
}

/** The whole body as bytes. @throws SourceError when it breaks off, or is a web page */
export async function bytesOf(response: Response, signal: AbortSignal): Promise<ArrayBuffer> {
  const bytes = await whole(response, signal)
  const beginning = new TextDecoder().decode(
    new Uint8Array(bytes, 0, Math.min(PAGE, bytes.byteLength)),
  )
  if (isWebPage(beginning)) throw webPage(response, beginning)
  return bytes
}

/** A login form stands within the first bytes of its page. */
const PAGE = 64 * 1024

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

async function whole(response: Response, signal?: AbortSignal): Promise<ArrayBuffer> {
  try {
    return await readInTime(response)
  } catch (error) {
    if (signal?.aborted || error instanceof SourceError || isAbort(error)) throw error
    throw new SourceError('unreachable', 'The source’s answer broke off.', { cause: error })
  }
}

/** The body as JSON of this shape. @throws SourceError `malformed`, or when it breaks off */
export async function json<S extends z.ZodMiniType>(
  response: Response,
  schema: S,
): Promise<z.output<S>> {
  return parsed(new TextDecoder().decode(await whole(response)), schema)
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
