import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Encoding, Taken } from './incoming.ts'
import type { Limits } from './retention.ts'
import { StoreError } from './store-error.ts'
import type { Writer, WriterEvents } from './writer.ts'
import { type WriterCall, type WriterReply, type WriterTask, errorOf } from './writer-messages.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Writes in a thread with a connection of its own: requests are decoded and stored there, and no reader waits for a transaction. */
export class WriterThread implements Writer {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #ended: Error | null = null

  /** `name` is the file of a database whose tables are there. */
  constructor(name: string, limits: Limits, { onNews, onError }: WriterEvents) {
    const workerData: WriterTask = { name, limits }
    this.#worker = new Worker(scriptUrl(), { workerData })
    this.#worker.unref()
    this.#worker.on('message', (reply: WriterReply) => {
      if ('news' in reply) onNews(reply.news)
      else if ('id' in reply) this.#settle(reply)
      else onError(errorOf(reply.failure))
    })
    this.#worker.on('error', (error: unknown) => {
      onError(error)
      this.#end()
    })
    this.#worker.on('exit', () => this.#end())
  }

  write(document: Uint8Array, encoding: Encoding): Promise<Taken> {
    // A copy of its own moves there: the bytes given may be a part of something larger.
    const own = new Uint8Array(document)
    return this.#call({ verb: 'write', document: own, encoding }, [own.buffer]) as Promise<Taken>
  }

  removeSample(): Promise<number> {
    return this.#call({ verb: 'removeSample' }) as Promise<number>
  }

  async dismissSample(dismissed: boolean): Promise<void> {
    await this.#call({ verb: 'dismissSample', dismissed })
  }

  async enforceLimits(): Promise<void> {
    await this.#call({ verb: 'enforceLimits' })
  }

  async close(): Promise<void> {
    if (this.#ended) return
    await this.#call({ verb: 'close' })
    await this.#worker.terminate()
  }

  #call(call: WriterCall, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      // The process lives on while someone waits for an answer.
      if (this.#waiting.size === 0) this.#worker.ref()
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, call }, transfer)
    })
  }

  #settle(reply: Extract<WriterReply, { id: number }>): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('failure' in reply) waiting?.reject(errorOf(reply.failure))
    else waiting?.resolve(reply.value)
  }

  #end(): void {
    this.#ended ??= new StoreError('failed', 'The thread that stores spans has ended. Restart.')
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}

/** Beside this file, in the sources and, under the same name, in the build. */
function scriptUrl(): URL {
  return new URL(`writer.worker${extname(import.meta.url)}`, import.meta.url)
}
