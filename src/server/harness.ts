/** For tests: stores and apps without a socket. */
import { EVERY_TRACE } from '../sources/every-trace.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TraceId } from '../model/ids.ts'
import type { Span } from '../model/span.ts'
import { decodeSpan } from '../otlp/decode-span.ts'
import type { TraceQuery } from '../sources/source.ts'
import { type App, type AppOptions, createApp } from './app.ts'
import type { Limits } from './store/retention.ts'
import { Store } from './store/store.ts'

export const NO_LIMITS: Limits = { maxAge: Number.MAX_SAFE_INTEGER, maxSpans: 1e9 }
export const MIB = 1024 * 1024

/** A store in memory, or in `directory`. What it reports without a caller fails the test that awaits `errors`. */
export function openStore(
  options: { readonly directory?: string; readonly limits?: Partial<Limits> } = {},
): Store {
  return Store.open(options.directory ?? null, { ...NO_LIMITS, ...options.limits }, (error) => {
    throw error
  })
}

export async function storeProto(store: Store, document: Uint8Array): Promise<void> {
  await store.write(document, 'protobuf')
}

export async function storeJson(store: Store, document: string): Promise<void> {
  await store.write(new TextEncoder().encode(document), 'json')
}

/** Every trace, newest first, unless `query` says otherwise. */
export const ANY_TRACE: TraceQuery = { ...EVERY_TRACE, limit: 1000 }

export interface TestApp extends App {
  readonly store: Store
  /** What the app reported as failures of its own. */
  readonly errors: unknown[]
  /** `path` with its query; a body makes it a POST. */
  call(path: string, init?: RequestInit): Promise<Response>
}

export function openApp(options: Partial<AppOptions> = {}): TestApp {
  const store = options.store ?? openStore()
  const errors: unknown[] = []
  const app = createApp({
    store,
    sampleRequests: () => [],
    version: '0.0.0',
    otlpEndpoints: [],
    dataDirectory: null,
    maxBodyBytes: MIB,
    maxQueuedBytes: 8 * MIB,
    hostNames: [],
    embedOrigins: [],
    frameAncestors: ["'self'"],
    local: true,
    upstreams: [],
    files: [],
    appRoot: '/nowhere',
    onError: (error) => errors.push(error),
    ...options,
  })
  return {
    ...app,
    store,
    errors,
    call: async (path, init = {}) => {
      const method = init.method ?? (init.body === undefined ? 'GET' : 'POST')
      return app.fetch(new Request(`http://localhost:4319${path}`, { ...init, method }))
    },
  }
}

/** A directory that is removed at the end. */
export function temporaryDirectory(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'trace-link-explorer-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** All spans of a stored trace, by start; of one start by id. */
export function spansOf(store: Store, traceId: TraceId): Span[] {
  const pages = [...(store.trace(traceId) ?? [])]
  return pages
    .flat()
    .map((span) => decodeSpan(span.bytes, span.around))
    .sort((a, b) => Number(a.start - b.start))
}
