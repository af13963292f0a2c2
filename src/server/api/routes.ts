import type { Hono } from 'hono'
import { API_PATH } from './api-path.ts'
import { catalogueOperations } from './catalogue-operations.ts'
import { linkOperations } from './link-operations.ts'
import { openApiDocument } from './openapi.ts'
import { type ApiContext, type ApiOperation, operation } from './operation.ts'
import { parseBody, parseParams } from './params.ts'
import { ApiProblem } from './problem.ts'
import { sourceOperations } from './source-operations.ts'
import { storeOperations } from './store-operations.ts'
import { traceOperations } from './trace-operations.ts'

/** Every operation of the API, its own description included. */
export const OPERATIONS: readonly ApiOperation[] = [
  ...catalogueOperations,
  ...traceOperations,
  ...linkOperations,
  ...storeOperations,
  ...sourceOperations,
  operation({
    id: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    otherMedia: { 'application/json': 'OpenAPI 3.1.' },
    withoutStore: true,
    handle: (_, { version }) => Response.json(openApiDocument(OPERATIONS, version)),
  }),
]

const NO_STORE = 'No spans are kept here: the server was started with --no-local.'

/** Mounts the operations; another method on their paths gets 405, another path 404, both as `apiError`. */
export function addApiRoutes(app: Hono, context: ApiContext): void {
  for (const entry of OPERATIONS) {
    app.on(entry.method, routeOf(entry), async (c) => {
      refuseOtherOrigins(c.req.raw)
      if (!context.local && !entry.withoutStore) throw new ApiProblem(404, 'notFound', NO_STORE)
      const params = parseParams(entry.params, c.req.param(), new URL(c.req.url).searchParams)
      const body = entry.body ? await parseBody(entry.body, c.req.raw) : undefined
      const answer = await entry.handle({ params, body, request: c.req.raw }, context)
      return answer instanceof Response ? answer : Response.json(answer)
    })
  }
  for (const path of new Set(OPERATIONS.map(routeOf))) {
    const methods = OPERATIONS.filter((entry) => routeOf(entry) === path).map((e) => e.method)
    app.all(path, (c) => {
      const message = `${c.req.method} is not possible here, only ${methods.join(' and ')}.`
      throw new ApiProblem(405, 'unsupported', message, { allow: methods.join(', ') })
    })
  }
  app.all('/api/*', (c) => {
    throw new ApiProblem(
      404,
      'notFound',
      `The API has no ${c.req.path}. See ${API_PATH}/openapi.json.`,
    )
  })
}

function routeOf({ path }: ApiOperation): string {
  return API_PATH + path.replace(/\{(\w+)\}/g, ':$1')
}

/**
 * A page elsewhere can make a browser ask here, without reading the answer: a POST or DELETE does harm, and any question, or an event
 * stream that stays open, costs something. Whoever opens an address of the API in a tab is let through.
 */
function refuseOtherOrigins({ headers, method }: Request): void {
  const origin = headers.get('origin')
  const reads = method === 'GET' || method === 'HEAD'
  const site = headers.get('sec-fetch-site') ?? 'none'
  const opened = reads && headers.get('sec-fetch-mode') === 'navigate'
  const sameSite = site === 'same-origin' || site === 'none' || opened
  const ours =
    origin === null || (URL.canParse(origin) && new URL(origin).host === headers.get('host'))
  if (ours && sameSite) return
  const who = origin === null ? 'elsewhere' : `of ${origin}`
  const what = reads ? 'ask anything here' : 'change anything here'
  throw new ApiProblem(403, 'forbidden', `Pages ${who} may not ${what}.`)
}
