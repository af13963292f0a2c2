import { GATEWAY_ERROR_HEADER, type UpstreamKind } from '../../sources/gateway-schema.ts'
import { ApiProblem } from '../api/problem.ts'
import { type AllowedRequest, allowedPath, allowedRequests } from './allowed-path.ts'
import { type Connections, ask } from './ask.ts'
import { SourceFailure } from './failure.ts'
import { handBack } from './hand-back.ts'
import { KINDS } from './kinds.ts'
import { passed } from './passed-headers.ts'
import { requestBody } from './request-body.ts'
import { refusePagesElsewhere, targetOf } from './target.ts'
import type { Upstream } from './upstream.ts'

/** What a browser may say to a source. Cookies, tokens and tenants of its own are none of it. */
const PASSED_ON = ['accept', 'accept-encoding']
const USER_AGENT = 'trace-link-explorer'

/**
 * Answers requests under `/gateway` by asking the sources configured, and no other address. Rejects with an {@link ApiProblem}
 * where it has to answer itself.
 */
export type Gateway = (request: Request) => Promise<Response>

export function createGateway(upstreams: readonly Upstream[], connections: Connections): Gateway {
  const byId = new Map(upstreams.map((upstream) => [upstream.id, upstream]))
  const allowed = new Map<UpstreamKind, readonly AllowedRequest[]>(
    upstreams.map(({ kind }) => [kind, allowedRequests(KINDS[kind].allowed)]),
  )

  const answer = async (request: Request): Promise<Response> => {
    refusePagesElsewhere(request)
    const { method, signal } = request
    const { id, path, query } = targetOf(request.url)
    const upstream = byId.get(id)
    if (!upstream) throw new ApiProblem(404, 'notFound', `There is no source “${id}” here.`)
    const known = allowedPath(path, allowed.get(upstream.kind) ?? [])
    if (!known) {
      const message = `This path of a ${KINDS[upstream.kind].label} source is not passed on.`
      throw new ApiProblem(404, 'unsupported', message)
    }
    if (!known.methods.includes(method)) {
      const message = `${method} is not possible here, only ${known.methods.join(' and ')}.`
      throw new ApiProblem(405, 'unsupported', message, { allow: known.methods.join(', ') })
    }
    const body = method === 'POST' ? await requestBody(request) : null
    const question = {
      method,
      path: known.path + query,
      headers: {
        ...passed(PASSED_ON, (name) => request.headers.get(name)),
        'user-agent': USER_AGENT,
        ...(body && { 'content-type': body.type }),
      },
      body: body && body.bytes,
      signal,
      timeout: upstream.timeout,
    }
    try {
      return await handBack(await ask(upstream, question, connections), upstream)
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      const status = error.code === 'timeout' ? 504 : 502
      throw new ApiProblem(status, error.code, error.sentence(`The source “${upstream.name}”`))
    }
  }

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const { status, code, message, headers } = error
      throw new ApiProblem(status, code, message, { ...headers, [GATEWAY_ERROR_HEADER]: code })
    }
  }
}
