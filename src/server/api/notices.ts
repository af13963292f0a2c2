import { NAMED_TRACES, type Written } from '../store/span-writer.ts'
import type { Store } from '../store/store.ts'

/** News within this time is one event. */
const GATHER_MS = 200
/** A comment now and then finds out which clients are gone, and keeps proxies from closing the stream. */
const HEARTBEAT_MS = 15_000

interface Client {
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  /** What it has not been told yet. A slow client gets fewer, larger notices: what waits for it never grows. */
  pending: Notice | null
}

interface Notice {
  newTraces: number
  readonly traceIds: Set<string>
  readonly linkedTraceIds: Set<string>
  all: boolean
}

const utf8 = new TextEncoder()

/** Server-sent events about what the store takes in. */
export class Notices {
  readonly #clients = new Set<Client>()
  readonly #unwatch: () => void
  #gathering: NodeJS.Timeout | null = null
  #heartbeat: NodeJS.Timeout | null = null

  constructor(store: Pick<Store, 'watch'>) {
    this.#unwatch = store.watch((written) => this.#add(written))
  }

  /** An event stream that ends when `signal` is aborted or the client goes. */
  subscribe(signal: AbortSignal): Response {
    let leave = () => {}
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const client: Client = { controller, pending: null }
        leave = () => this.#remove(client)
        signal.addEventListener('abort', leave, { once: true })
        this.#clients.add(client)
        this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS)
        // Headers reach the client with the first byte.
        controller.enqueue(utf8.encode(': connected\n\n'))
      },
      cancel: () => {
        leave()
      },
    })
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    })
  }

  get clients(): number {
    return this.#clients.size
  }

  close(): void {
    this.#unwatch()
    for (const client of this.#clients) this.#remove(client)
  }

  #add(written: Written | null): void {
    if (this.#clients.size === 0) return
    for (const client of this.#clients) client.pending = merged(client.pending, written)
    this.#gathering ??= setTimeout(() => this.#flush(), GATHER_MS)
  }

  #flush(): void {
    this.#gathering = null
    for (const client of this.#clients) {
      const { controller, pending } = client
      if (!pending) continue
      if ((controller.desiredSize ?? 0) <= 0) {
        // Not read yet: tried again with the next news or heartbeat.
        continue
      }
      client.pending = null
      const { newTraces, all } = pending
      const traceIds = all ? [] : [...pending.traceIds]
      const linkedTraceIds = all ? [] : [...pending.linkedTraceIds]
      const data = JSON.stringify({ newTraces, traceIds, linkedTraceIds, all })
      controller.enqueue(utf8.encode(`event: traces\ndata: ${data}\n\n`))
    }
  }

  #beat(): void {
    for (const { controller } of this.#clients) {
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(utf8.encode(': \n\n'))
    }
    this.#flush()
  }

  #remove(client: Client): void {
    if (!this.#clients.delete(client)) return
    try {
      client.controller.close()
    } catch {
      // The client cancelled: its stream is closed.
    }
    if (this.#clients.size > 0) return
    clearTimeout(this.#gathering ?? undefined)
    clearInterval(this.#heartbeat ?? undefined)
    this.#gathering = this.#heartbeat = null
  }
}

/** `null`, traces were removed, says only that everything may have changed. */
function merged(pending: Notice | null, written: Written | null): Notice {
  const notice = pending ?? {
    newTraces: 0,
    traceIds: new Set(),
    linkedTraceIds: new Set(),
    all: false,
  }
  notice.newTraces += written?.newTraces ?? 0
  if (written === null) notice.all = true
  else {
    notice.all ||= !named(notice.traceIds, written.traceIds)
    notice.all ||= !named(notice.linkedTraceIds, written.linkedTraceIds)
  }
  return notice
}

/** False when they are too many. */
function named(ids: Set<string>, more: Iterable<string>): boolean {
  for (const id of more) {
    ids.add(id)
    if (ids.size > NAMED_TRACES) return false
  }
  return true
}
