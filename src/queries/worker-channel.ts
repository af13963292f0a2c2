import { SourceError, type SourceErrorCode } from '../sources/source.ts'

/** What a worker does, one request at a time or several at once; it runs in the page where workers are forbidden. */
export type Run<Ask> = (ask: Ask, how: RunOptions) => Reply | Promise<Reply>

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: unknown) => void
}

export interface Reply {
  readonly value: unknown
  /** What of it moves instead of being copied. */
  readonly transfer?: Transferable[]
}

export type ToWorker<Ask> =
  | { readonly id: number; readonly ask: Ask }
  | { readonly id: number; readonly cancel: true }

export type FromWorker =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly progress: unknown }
  | {
      readonly id: number
      readonly ok: false
      readonly code: SourceErrorCode
      readonly message: string
    }

export interface AskOptions {
  readonly transfer?: Transferable[]
  /** An abort rejects at once; the worker stops when it next looks. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: never) => void
}

export interface Channel<Ask> {
  ask(ask: Ask, options?: AskOptions): Promise<unknown>
  /** For what has no answer. */
  tell(ask: Ask): void
  dispose(): void
}

interface Waiting extends AskOptions {
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * A worker that `start` makes. Where the page's policy forbids workers, which shows as an exception or as an error event
 * before the first answer, `loadInline` gives the same core to run here; a load that failed is tried again.
 */
export function workerChannel<Ask>(
  start: () => Worker,
  loadInline: () => Promise<Run<Ask>>,
): Channel<Ask> {
  const waiting = new Map<number, Waiting>()
  const unsent = new Map<number, Ask>()
  let next = 1
  let worker: Worker | null = null
  let answered = false
  let inline: ((ask: Ask, options: AskOptions) => Promise<unknown>) | null = null

  try {
    worker = start()
  } catch {
    inline = inlineRunner(loadInline)
  }
  worker?.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    answered = true
    // What has begun to answer is not run again: who asked would hear its beginning twice.
    unsent.delete(data.id)
    const entry = waiting.get(data.id)
    if ('progress' in data) return entry?.onProgress?.(data.progress as never)
    waiting.delete(data.id)
    if (data.ok) entry?.resolve(data.value)
    else entry?.reject(new SourceError(data.code, data.message))
  })
  worker?.addEventListener('error', () => {
    const failed = new SourceError('malformed', 'The worker that reads traces has stopped.')
    // What it had open is gone; what is opened from now on is read here.
    inline ??= inlineRunner(loadInline)
    for (const [id, entry] of waiting) {
      const asked = unsent.get(id)
      if (asked) void inline(asked, entry).then(entry.resolve, entry.reject)
      else entry.reject(failed)
    }
    waiting.clear()
  })

  return {
    ask(ask, options = {}) {
      const { signal, transfer = [] } = options
      if (inline) return inline(ask, options)
      if (signal?.aborted) return Promise.reject(signal.reason as Error)
      const id = next++
      return new Promise((resolve, reject) => {
        waiting.set(id, { ...options, resolve, reject })
        const abort = () => {
          if (!waiting.delete(id)) return
          unsent.delete(id)
          worker?.postMessage({ id, cancel: true } satisfies ToWorker<Ask>)
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', abort, { once: true })
        // Until the worker has said anything it may turn out to be forbidden, so bytes are copied, not moved.
        if (!answered) unsent.set(id, ask)
        worker?.postMessage({ id, ask } satisfies ToWorker<Ask>, answered ? transfer : [])
      })
    },
    tell(ask) {
      if (inline) void inline(ask, {})
      else worker?.postMessage({ id: next++, ask } satisfies ToWorker<Ask>)
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

function inlineRunner<Ask>(load: () => Promise<Run<Ask>>) {
  let loading: Promise<Run<Ask>> | null = null
  return async (ask: Ask, { signal, onProgress }: AskOptions): Promise<unknown> => {
    loading ??= load().catch((cause: unknown) => {
      loading = null
      const message = 'The part of the explorer that reads traces could not be loaded.'
      throw new SourceError('unreachable', message, { cause })
    })
    const run = await loading
    signal?.throwIfAborted()
    const { value } = await run(ask, {
      signal: signal ?? new AbortController().signal,
      onProgress: (progress) => onProgress?.(progress as never),
    })
    return value
  }
}
