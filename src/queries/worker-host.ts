import type { Attributes } from '../model/attributes.ts'
import type { Backlink } from '../model/backlink.ts'
import type { Link, Span } from '../model/span.ts'
import type { TraceOutline } from '../model/link-graph/step.ts'
import type { TraceSummary } from '../model/summary.ts'
import type { OpenedTrace, TraceAsk, TraceHost } from './trace-host.ts'
import { type Channel, workerChannel } from './worker-channel.ts'

export interface DisposableHost {
  readonly host: TraceHost
  dispose(): void
}

/** A TraceHost in a worker that `start` makes; where workers are allowed, the decoders are in the worker's file alone. */
export function workerTraceHost(start: () => Worker): DisposableHost {
  const channel = workerChannel<TraceAsk>(start, async () =>
    (await import('./trace-host.ts')).traceRunner(),
  )
  return channelTraceHost(channel)
}

/** A TraceHost that answers through a channel. */
export function channelTraceHost({ ask, tell, dispose }: Channel<TraceAsk>): DisposableHost {
  /** The links come part by part, the rest as the answer. */
  const outlined = async (
    question: TraceAsk,
    options: { readonly transfer: Transferable[]; readonly signal: AbortSignal },
  ): Promise<TraceOutline> => {
    const links: Backlink[] = []
    const onProgress = (part: readonly Backlink[]) => void links.push(...part)
    const summary = await ask(question, { ...options, onProgress })
    return { summary: summary as TraceSummary, links }
  }
  return {
    host: {
      open: (encoded, traceId) =>
        ask(
          { what: 'open', encoded, traceId },
          { transfer: [encoded.bytes] },
        ) as Promise<OpenedTrace>,
      span: (session, row) => ask({ what: 'span', session, row }) as Promise<Span>,
      raw: (session, row) => ask({ what: 'raw', session, row }) as Promise<string>,
      links: (session, row, from, to) =>
        ask({ what: 'links', session, row, from, to }) as Promise<Link[]>,
      attributes: (session, from, to) =>
        ask({ what: 'attributes', session, from, to }) as Promise<Attributes[]>,
      find: (session, text, signal, onProgress) =>
        ask({ what: 'find', session, text }, { signal, onProgress }) as Promise<Uint32Array>,
      outline: (encoded, traceId, signal) =>
        outlined({ what: 'outline', encoded, traceId }, { transfer: [encoded.bytes], signal }),
      sessionOutline: (session, signal) =>
        outlined({ what: 'session outline', session }, { transfer: [], signal }),
      json: (encoded, traceId, signal) =>
        ask(
          { what: 'json', encoded, traceId },
          { transfer: [encoded.bytes], signal },
        ) as Promise<string>,
      close: (session) => tell({ what: 'close', session }),
    },
    dispose,
  }
}
