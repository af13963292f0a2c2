import { Hono } from 'hono'
import { type AllowedHosts, allowedHosts } from './allowed-hosts.ts'
import { Notices } from './api/notices.ts'
import type { ApiContext } from './api/operation.ts'
import { appPage } from './app-page.ts'
import { ApiProblem, apiProblemAnswer } from './api/problem.ts'
import { addApiRoutes } from './api/routes.ts'
import { GATEWAY_PATH } from '../sources/gateway-schema.ts'
import { openConnections } from './gateway/ask.ts'
import { createGateway } from './gateway/gateway.ts'
import { watchHealth } from './gateway/health-watch.ts'
import { probe } from './gateway/health.ts'
import { TRACES_PATH, addOtlpRoutes, refuseSpans } from './otlp-routes.ts'
import { ByteBudget } from './receiver/byte-budget.ts'
import { createReceiver } from './receiver/receiver.ts'
import type { Upstream } from './gateway/upstream.ts'
import { SampleLoader, type SampleRequests } from './sample-loader.ts'
import { securityHeaders } from './security-headers.ts'
import { StaticFiles } from './static-files.ts'
import { StoreError } from './store/store-error.ts'
import type { Store } from './store/store.ts'

export interface AppOptions extends Pick<
  ApiContext,
  'version' | 'otlpEndpoints' | 'dataDirectory' | 'local' | 'upstreams' | 'files'
> {
  readonly store: Store
  readonly sampleRequests: SampleRequests
  readonly maxBodyBytes: number
  /** Bodies that may be in memory at once. */
  readonly maxQueuedBytes: number
  /** Names to answer to, beside those of this machine. */
  readonly hostNames: readonly string[]
  /** See {@link Options}. */
  readonly embedOrigins: readonly string[]
  readonly frameAncestors: readonly string[]
  /** Directory of the built app. */
  readonly appRoot: string
  /** Hears of failures that are the server's. */
  readonly onError: (error: unknown) => void
}

/** Requests in, responses out: nothing here knows of sockets. */
export interface App {
  /** App, API and receiver. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** The receiver alone, for the OTLP port. */
  readonly fetchOtlp: (request: Request) => Response | Promise<Response>
  /** Loads the sample scenario through the receiver; the number of its traces. */
  loadSample(): Promise<number>
  /** Ends event streams. The store is its owner's to close. */
  close(): void
}

export function createApp(options: AppOptions): App {
  const { store, onError } = options
  const hosts = allowedHosts(options.hostNames)
  const receiver = createReceiver({
    store,
    budget: new ByteBudget(options.maxQueuedBytes),
    maxBodyBytes: options.maxBodyBytes,
    onError,
  })
  const notices = new Notices(store)
  const connections = openConnections()
  const health = watchHealth((upstream: Upstream) => probe(upstream, connections))
  const sample = new SampleLoader(store, receiver, options.sampleRequests)
  const context = { ...options, sample, notices, health }

  const app = new Hono()
  addOtlpRoutes(app, options.local ? receiver : refuseSpans, hosts)
  guard(app, hosts)
  addApiRoutes(app, context)
  const gateway = createGateway(options.upstreams, connections)
  app.all(`${GATEWAY_PATH}/*`, (c) => gateway(c.req.raw))
  const files = new StaticFiles(options.appRoot, (html) => appPage(html, options))
  const framed = securityHeaders(options.frameAncestors)
  app.get('/embed/*', async (c) => {
    const page = await files.page(c.req.raw, 'embed.html')
    for (const [name, value] of framed) page.headers.set(name, value)
    return page
  })
  app.all('*', (c) => files.answer(c.req.raw))
  answerErrors(app, store, onError)

  const otlp = new Hono()
  addOtlpRoutes(otlp, options.local ? receiver : refuseSpans, hosts)
  otlp.notFound((c) => c.text(`Only POST ${TRACES_PATH} is served on this port.\n`, 404))
  answerErrors(otlp, store, onError)

  return {
    fetch: (request) => app.fetch(request),
    fetchOtlp: (request) => otlp.fetch(request),
    loadSample: () => sample.load(),
    close: () => notices.close(),
  }
}

function guard(app: Hono, hosts: AllowedHosts): void {
  const headers = securityHeaders(["'self'"])
  app.use('*', async (c, next) => {
    // A request line may name a host too (RFC 9112, 3.2.2); neither may be another's.
    const named = new URL(c.req.url).host
    const host = [c.req.header('host') ?? named, named].find((name) => !hosts.host(name))
    if (host !== undefined) {
      const message = `This server does not answer to the name ${host}. Start it with --allow-host to let it.`
      throw new ApiProblem(403, 'forbidden', message)
    }
    await next()
    // The gateway's answers have a stricter policy of their own; a panel's page lets others frame it, which the app, where a
    // click removes spans, does not.
    const ownPolicy = c.res.headers.has('content-security-policy')
    for (const [name, value] of headers) {
      if (ownPolicy && name === 'x-frame-options') continue
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  })
}

function answerErrors(app: Hono, store: Store, onError: (error: unknown) => void): void {
  app.onError((thrown, c) => {
    // No one is there any more to read an answer.
    if (c.req.raw.signal.aborted) return new Response(null, { status: 499 })
    const error = store.explain(thrown)
    if (error instanceof ApiProblem) return apiProblemAnswer(error)
    onError(error)
    if (error instanceof StoreError) {
      return apiProblemAnswer(new ApiProblem(503, 'unavailable', error.message))
    }
    return apiProblemAnswer(new ApiProblem(500, 'failed', 'The server failed. Its log says more.'))
  })
}
