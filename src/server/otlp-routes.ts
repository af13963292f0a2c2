import type { Hono } from 'hono'
import type { AllowedHosts } from './allowed-hosts.ts'
import { encodingOf, problemAnswer } from './receiver/answers.ts'
import { ExportProblem, RPC_CODE } from './receiver/problem.ts'
import { CONTENT_ENCODINGS } from './receiver/read-body.ts'
import type { Receiver } from './receiver/receiver.ts'

export const TRACES_PATH = '/v1/traces'

/**
 * `POST /v1/traces`, for SDKs and for pages of this machine: their origins get CORS answers, others are refused. The Host header is
 * not looked at: a sender in a container calls us by any name, and a browser names its page in Origin.
 */
export function addOtlpRoutes(app: Hono, receiver: Receiver, hosts: AllowedHosts): void {
  app.all(TRACES_PATH, async (c) => {
    const origin = c.req.header('origin')
    if (origin === undefined) return receiver(c.req.raw)
    if (!hosts.origin(origin)) {
      const encoding = encodingOf(c.req.header('content-type') ?? null) ?? 'json'
      const message = `Pages of ${origin} may not send spans. Start the server with --allow-host to let them.`
      return problemAnswer(encoding, new ExportProblem(403, RPC_CODE.permissionDenied, message))
    }
    const preflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
    const answer = preflight ? allowed(c.req.header('access-control-request-headers')) : null
    const response = answer ?? (await receiver(c.req.raw))
    response.headers.set('access-control-allow-origin', origin)
    response.headers.append('vary', 'origin')
    return response
  })
  // SDKs send metrics and logs to the same endpoint unless told otherwise.
  app.all('/v1/*', (c) => {
    const encoding = encodingOf(c.req.header('content-type') ?? null) ?? 'json'
    const message = `Only traces are received, at ${TRACES_PATH}; there is no ${c.req.path}.`
    return problemAnswer(encoding, new ExportProblem(404, RPC_CODE.unimplemented, message))
  })
}

/** Takes the place of the receiver where no spans are kept. */
export const refuseSpans: Receiver = (request) => {
  const encoding = encodingOf(request.headers.get('content-type')) ?? 'json'
  const message = 'No spans are kept here: the server was started with --no-local.'
  return Promise.resolve(
    problemAnswer(encoding, new ExportProblem(404, RPC_CODE.unimplemented, message)),
  )
}

function allowed(headers: string | undefined): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': headers ?? 'content-type, content-encoding',
      'access-control-max-age': '7200',
      'accept-encoding': CONTENT_ENCODINGS.join(', '),
    },
  })
}
