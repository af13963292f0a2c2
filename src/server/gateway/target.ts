import { GATEWAY_PATH } from '../../sources/gateway-schema.ts'
import { ApiProblem } from '../api/problem.ts'

/** What a request asks of which source. */
export interface Target {
  readonly id: string
  /** Encoded, as it stands in the request. */
  readonly path: string
  /** With its question mark; empty without one. */
  readonly query: string
}

/**
 * Cut from the text of the address: a parser would decode or mend it first.
 * @throws ApiProblem
 */
export function targetOf(url: string): Target {
  const [, target = '', query = ''] = /^https?:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/.exec(url) ?? []
  const [, id = '', path = ''] = /^\/([^/]*)(\/.*)?$/.exec(target.slice(GATEWAY_PATH.length)) ?? []
  // Anything else in a query is refused by node:http with an error of its own.
  const clean = /^[!-~]*$/.test(query)
  if (clean && /^[a-z0-9-]+$/.test(id)) return { id, path, query }
  throw new ApiProblem(404, 'notFound', `The gateway’s paths are ${GATEWAY_PATH}/{source}/….`)
}

/**
 * Pages elsewhere may not even ask: an answer costs the source something.
 * @throws ApiProblem
 */
export function refusePagesElsewhere({ headers, url }: Request): void {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site') ?? 'none'
  const own = headers.get('host') ?? new URL(url).host
  const ours = origin === null || (URL.canParse(origin) && new URL(origin).host === own)
  if (ours && (site === 'same-origin' || site === 'none')) return
  throw new ApiProblem(403, 'forbidden', 'Pages elsewhere may not ask the sources of this server.')
}
