import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type App, createApp } from './app.ts'
import { errorLog } from './error-log.ts'
import { FILES_ID } from '../sources/gateway-schema.ts'
import { configure } from './gateway/configure.ts'
import { KINDS } from './gateway/kinds.ts'
import { type Listening, listen, stopListening } from './listen.ts'
import { servableFiles } from './opened-files.ts'
import type { Options } from './options.ts'
import type { RunningServer } from './running-server.ts'
import { TRACES_PATH } from './otlp-routes.ts'
import { sampleRequests } from './sample.ts'
import { Store } from './store/store.ts'

/** Of the package: a clone's, or an installed one's, where this is built into a file as deep as this one. */
export const ROOT = resolve(import.meta.dirname, '../..')
/** Bodies in memory at once, in units of the largest. */
const QUEUED_BODIES = 6
const ENFORCE_LIMITS_EVERY_MS = 30_000
/** Requests under way when the server is told to stop get this long. */
const STOP_WITHIN_MS = 5000

export interface Printer {
  readonly line: (text: string) => void
  readonly problem: (text: string) => void
}

/** Starts what the options say; `print` gets lines for whoever started it. @throws StoreError, ListenError, ConfigError */
export async function start(given: Options, print: Printer): Promise<RunningServer> {
  const { upstreams, local, warnings } = configure(given, process.env)
  // npm starts the server in the project; names are relative to where it was typed.
  const files = servableFiles(given.open, process.env.INIT_CWD ?? '')
  for (const warning of warnings) print.problem(warning)
  const options = local ? given : withoutStore(given)
  const log = errorLog((line) => print.problem(line))
  // Ports first: of two servers started by mistake, the second should name the port, not the database that it shares.
  const ready = Promise.withResolvers<App>()
  const listening = await listenAll(options, ready.promise)
  const otlpEndpoints = (local ? listening : []).map(
    ({ port }) => urlOf(options.host, port) + TRACES_PATH,
  )
  const dataDirectory = options.dataDirectory && resolve(options.dataDirectory)
  const limits = { maxAge: options.retention, maxSpans: options.maxSpans }
  const store = Store.open(dataDirectory, limits, log)
  const app = createApp({
    store,
    sampleRequests,
    local,
    upstreams,
    files,
    version: versionOf(),
    otlpEndpoints,
    dataDirectory,
    maxBodyBytes: options.maxBodyBytes,
    maxQueuedBytes: options.maxBodyBytes * QUEUED_BODIES,
    hostNames: [options.host, ...options.allowHosts],
    embedOrigins: options.embedOrigins,
    frameAncestors: options.frameAncestors,
    appRoot: join(ROOT, 'dist'),
    onError: log,
  })
  if (options.sample && store.counts.traces === 0 && !store.sampleDismissed) await app.loadSample()
  ready.resolve(app)

  const { port } = listening[listening.length - 1]
  print.line(`trace-link-explorer  ${urlOf(options.host, port)}`)
  for (const endpoint of otlpEndpoints) print.line(`OTLP/HTTP            ${endpoint}`)
  if (files.length > 0) {
    const names = files.map(({ name }) => name).join(', ')
    print.line(`Files                ${urlOf(options.host, port)}/?source=${FILES_ID} (${names})`)
  }
  for (const { id, kind, url } of upstreams) {
    print.line(`Source               ${id} (${KINDS[kind].label} at ${url.host})`)
  }
  print.line(`Data                 ${local ? (dataDirectory ?? 'in memory') : 'not kept here'}`)

  const enforce = () => void store.enforceLimits().catch(log)
  enforce()
  const timer = setInterval(enforce, ENFORCE_LIMITS_EVERY_MS)

  const stop = async () => {
    clearInterval(timer)
    app.close()
    setTimeout(() => {
      for (const { server } of listening) server.closeAllConnections()
    }, STOP_WITHIN_MS).unref()
    await Promise.all(listening.map(stopListening))
    await store.close()
  }
  let stopped: Promise<void> | null = null
  return { url: urlOf(options.host, port), otlpEndpoints, stop: () => (stopped ??= stop()) }
}

/** Nothing is received, so nothing needs a port, a directory or a sample. */
function withoutStore(options: Options): Options {
  return { ...options, otlpPort: null, dataDirectory: null, sample: false }
}

/** The OTLP port first, where there is one: it is where SDKs send by default. Requests wait for the app. */
async function listenAll(
  { host, port, otlpPort }: Options,
  ready: Promise<App>,
): Promise<Listening[]> {
  const main = await listen(async (request) => (await ready).fetch(request), {
    host,
    port,
    option: '--port',
  })
  if (otlpPort === null) return [main]
  const otlp = await listen(async (request) => (await ready).fetchOtlp(request), {
    host,
    port: otlpPort,
    option: '--otlp-port',
  })
  return [otlp, main]
}

function urlOf(host: string, port: number): string {
  const local = host === '127.0.0.1' || host === '0.0.0.0' || host === '::'
  const name = local ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function versionOf(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
