import type { IncomingMessage } from 'node:http'
import { shortText, streamedBody } from './answer-body.ts'
import { SourceFailure } from './failure.ts'
import { passed } from './passed-headers.ts'
import type { Upstream } from './upstream.ts'

/** Longer errors are no messages; they are handed on without their body. */
const MAX_ERROR_BODY = 64 * 1024

/** What a source may say to a browser, beside its status and body. */
const PASSED_BACK = ['content-type', 'content-encoding', 'content-length', 'retry-after']

/** A source's own pages, such as its UI or a login form, must not run as ours: `sandbox` gives them an origin of their own. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cache-control', 'no-store'],
]

/**
 * A source's answer as ours: streamed, or where it is an error read first, since errors may repeat credentials.
 * @throws SourceFailure
 */
export async function handBack(
  answer: IncomingMessage,
  { timeout, credentials }: Upstream,
): Promise<Response> {
  const status = answer.statusCode ?? 0
  if (status < 200 || status > 599 || Math.trunc(status / 100) === 3) {
    answer.destroy()
    throw new SourceFailure('malformed', oddStatus(status))
  }
  const headers = new Headers(passed(PASSED_BACK, (name) => answer.headers[name]))
  for (const [name, value] of HEADERS) headers.set(name, value)
  if (status === 204 || status === 205) {
    answer.resume()
    headers.delete('content-length')
    return new Response(null, { status, headers })
  }
  if (status < 400) return new Response(streamedBody(answer, timeout), { status, headers })
  const text = (await shortText(answer, timeout, MAX_ERROR_BODY)) ?? ''
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(Buffer.from(credentials.scrub(text), 'latin1'), { status, headers })
}

/** A redirect is not followed: it would lead the credentials, or the page, to an address that no one configured. */
export function oddStatus(status: number): string {
  return Math.trunc(status / 100) === 3
    ? `answered ${status}, a redirect, which is not followed; is its address complete, and does it need credentials?`
    : `answered with the status ${status}, which means nothing here.`
}
