import type { SourceHealth } from '../../sources/gateway-schema.ts'
import { shortText } from './answer-body.ts'
import { type Connections, ask } from './ask.ts'
import { SourceFailure } from './failure.ts'
import { oddStatus } from './hand-back.ts'
import { KINDS } from './kinds.ts'
import type { Upstream } from './upstream.ts'

/** A list of services; what is longer is of the right kind too. */
const MAX_ANSWER = 1024 * 1024
const MAX_PROBE_TIME = 10_000
/** Of what a source says of its own accord, as much as fits a tooltip. */
const MAX_MESSAGE = 200

/** Asks a source a cheap question of its kind, with its credentials. Never rejects. */
export async function probe(upstream: Upstream, connections: Connections): Promise<SourceHealth> {
  const { label, probes } = KINDS[upstream.kind]
  let message = ''
  for (const path of probes) {
    const found = await problemAt(path, upstream, connections)
    if (found === null) return { state: 'ok', message: null }
    message =
      found === NO_SUCH_PATH
        ? `The source has none of the paths of ${label}: is its address complete?`
        : found
    if (found !== NO_SUCH_PATH && found !== PAGE) break
  }
  return { state: 'failed', message }
}

const NO_SUCH_PATH = 'There is no such path.'
/** Some servers have their own UI at every path that they do not know. */
const PAGE =
  'The source answered with an HTML page: a login form, or the address of something else?'

/** A sentence; null when all is well. */
async function problemAt(
  path: string,
  upstream: Upstream,
  connections: Connections,
): Promise<string | null> {
  const { timeout, credentials } = upstream
  const within = Math.min(timeout, MAX_PROBE_TIME)
  const question = {
    method: 'GET',
    path,
    headers: { accept: 'application/json', 'accept-encoding': 'identity' },
    body: null,
    signal: new AbortController().signal,
    timeout: within,
  }
  try {
    const answer = await ask(upstream, question, connections)
    const status = answer.statusCode ?? 0
    const text = await shortText(answer, within, MAX_ANSWER)
    if (status >= 200 && status < 300) {
      const page = /html/.test(answer.headers['content-type'] ?? '') || /^\s*</.test(text ?? '')
      return page ? PAGE : null
    }
    if (status === 404) return NO_SUCH_PATH
    if (status < 400) return `The source ${oddStatus(status)}`
    const said = credentials.scrub(Buffer.from(text ?? '', 'latin1').toString())
    return refusal(status, credentials.none, messageOf(said))
  } catch (error) {
    if (error instanceof SourceFailure) return error.sentence('The source')
    return 'The source could not be asked.'
  }
}

function refusal(status: number, anonymous: boolean, said: string): string {
  const words =
    status !== 401 && status !== 403
      ? `answered ${status}`
      : anonymous
        ? `asks for credentials, and has none configured (${status})`
        : `refused the credentials configured (${status})`
  return said === '' ? `The source ${words}.` : `The source ${words}: ${said}`
}

/** The message of a JSON error of any of the kinds, or a short plain text. */
function messageOf(body: string): string {
  let text = body
  try {
    const { error, errors, message } = JSON.parse(body) as Record<string, unknown>
    const inner = error ?? (Array.isArray(errors) ? (errors[0] as unknown) : message)
    const { message: said, msg } = Object(inner) as Record<string, unknown>
    text = [inner, said, msg].find((part) => typeof part === 'string') ?? ''
  } catch {
    // Plain text, as Tempo and VictoriaTraces answer.
  }
  const line = text.trim().split('\n')[0]
  return /^<|^$/.test(line) || line.length > MAX_MESSAGE ? '' : line
}
