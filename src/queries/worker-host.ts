import type { TraceId } from '../model/ids.ts'
import { type EncodedTrace, SourceError, type SourceErrorCode } from '../sources/source.ts'
import type { TraceHost } from './trace-host.ts'

export interface WorkerRequest {
  readonly id: number
  readonly ask:
    | { readonly what: 'open'; readonly encoded: EncodedTrace; readonly traceId: TraceId }
    | { readonly what: 'span' | 'raw'; readonly session: number; readonly row: number }
    | {
        readonly what: 'links'
        readonly session: number
        readonly row: number
        readonly from: number
        readonly to: number
      }
    | { readonly what: 'close'; readonly session: number }
}

export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number
      readonly ok: false
      readonly code: SourceErrorCode
      readonly message: string
    }

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

export interface DisposableHost {
  readonly host: TraceHost
  dispose(): void
}

/**
 * A TraceHost in a worker that `start` makes. Where the page's policy forbids workers, which shows as an exception
 * or as an error event before the first answer, the same core is loaded and runs inline.
 */
export function workerTraceHost(start: () => Worker): DisposableHost {
  const waiting = new Map<number, Waiting>()
  let next = 1
  let worker: Worker | null = null
  let answered = false
  let inline: (() => Promise<TraceHost>) | null = null

  try {
    worker = start()
  } catch {
    inline = inlineLoader()
  }
  const unsent = new Map<number, WorkerRequest>()
  worker?.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
    answered = true
    const entry = waiting.get(data.id)
    waiting.delete(data.id)
    unsent.delete(data.id)
    if (data.ok) entry?.resolve(data.value)
    else entry?.reject(new SourceError(data.code, data.message))
  })
  worker?.addEventListener('error', () => {
    const failed = new SourceError('malformed', 'The worker that reads traces has stopped.')
    // What it had open is gone; what is opened from now on is read here.
    inline ??= inlineLoader()
    for (const [id, entry] of waiting) {
      const request = unsent.get(id)
      if (request) void runInline(inline, request).then(entry.resolve, entry.reject)
      else entry.reject(failed)
    }
    waiting.clear()
  })

  function ask<T>(request: WorkerRequest['ask']): Promise<T> {
    const message = { id: next++, ask: request }
    if (inline) return runInline(inline, message) as Promise<T>
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(message.id, { resolve, reject })
      // Until the worker has answered once it may turn out to be forbidden, so bytes are copied, not moved.
      if (!answered) unsent.set(message.id, message)
      const transfer = answered && request.what === 'open' ? [request.encoded.bytes] : []
      worker?.postMessage(message, transfer)
    }) as Promise<T>
  }

  return {
    host: {
      open: (encoded, traceId) => ask({ what: 'open', encoded, traceId }),
      span: (session, row) => ask({ what: 'span', session, row }),
      raw: (session, row) => ask({ what: 'raw', session, row }),
      links: (session, row, from, to) => ask({ what: 'links', session, row, from, to }),
      close(session) {
        if (inline) void runInline(inline, { id: next++, ask: { what: 'close', session } })
        else worker?.postMessage({ id: next++, ask: { what: 'close', session } })
      },
    },
    dispose() {
      worker?.terminate()
      for (const entry of waiting.values()) {
        entry.reject(new SourceError('timeout', 'The explorer was closed.'))
      }
      waiting.clear()
    },
  }
}

/** Where workers are allowed, the decoders are in the worker's file alone. A load that failed is tried again. */
function inlineLoader(): () => Promise<TraceHost> {
  let loading: Promise<TraceHost> | null = null
  return () => {
    loading ??= import('./trace-host.ts').then(
      ({ inlineTraceHost }) => inlineTraceHost(),
      (cause: unknown) => {
        loading = null
        const message = 'The part of the explorer that reads traces could not be loaded.'
        throw new SourceError('unreachable', message, { cause })
      },
    )
    return loading
  }
}

async function runInline(load: () => Promise<TraceHost>, { ask }: WorkerRequest): Promise<unknown> {
  const host = await load()
  switch (ask.what) {
    case 'open':
      return host.open(ask.encoded, ask.traceId)
    case 'span':
      return host.span(ask.session, ask.row)
    case 'raw':
      return host.raw(ask.session, ask.row)
    case 'links':
      return host.links(ask.session, ask.row, ask.from, ask.to)
    case 'close':
      return host.close(ask.session)
  }
}
