import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const DEFAULT_PATH = fileURLToPath(new URL('queue.jsonl', import.meta.url))

/**
 * A queue in a file, one message a line: what the producer puts in waits there until a worker takes it, however long
 * that is. For one worker at a time.
 */
export class QueueFile {
  #path

  constructor(path) {
    this.#path = path
  }

  /** `headers` is what the propagator wrote: for W3C Trace Context a `traceparent`. */
  put(orderId, headers) {
    appendFileSync(this.#path, `${JSON.stringify({ orderId, headers })}\n`)
  }

  waiting() {
    return this.#lines().map((line) => JSON.parse(line))
  }

  /** Takes the first messages out, once they are dealt with, so that a worker that dies loses none. */
  remove(count) {
    const rest = this.#lines().slice(count)
    writeFileSync(this.#path, rest.map((line) => `${line}\n`).join(''))
  }

  #lines() {
    if (!existsSync(this.#path)) return []
    return readFileSync(this.#path, 'utf8').split('\n').filter(Boolean)
  }
}
