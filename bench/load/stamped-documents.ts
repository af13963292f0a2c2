import type { TraceId } from '../../src/model/ids.ts'
import { protoOf } from '../../src/testing/documents.ts'
import { SPANS_A_REQUEST, requestSpans } from '../requests.ts'

interface Template {
  readonly bytes: Uint8Array
  /** Where each trace id stands, in the order of `traces`. */
  readonly places: readonly (readonly number[])[]
  readonly traces: readonly TraceId[]
}

export interface Stamped {
  readonly body: Uint8Array
  readonly spans: number
  /** One of its traces, and how many spans that has. */
  readonly trace: TraceId
  readonly spansOfTrace: number
}

/** Requests with trace ids that no other has, at the cost of a copy: what is measured runs on the same machine. */
export class StampedDocuments {
  readonly #templates: readonly Template[]
  #next = 0

  constructor(count: number) {
    this.#templates = Array.from({ length: count }, (_, i) => templateOf(i))
  }

  next(): Stamped {
    const number = this.#next++
    const { bytes, places, traces } = this.#templates[number % this.#templates.length]
    const body = Buffer.from(bytes)
    for (const at of places.flat()) body.writeUInt32BE((number + 1) >>> 0, at)
    const stamp = (number + 1).toString(16).padStart(8, '0')
    return {
      body,
      spans: SPANS_A_REQUEST,
      trace: (stamp + traces[0].slice(8)) as TraceId,
      spansOfTrace: places[0].length,
    }
  }
}

function templateOf(number: number): Template {
  const spans = requestSpans(number)
  const bytes = Buffer.from(protoOf(spans))
  const traces = [...new Set(spans.map(({ ref }) => ref.traceId))]
  const places = traces.map((traceId) => {
    const found: number[] = []
    const id = Buffer.from(traceId, 'hex')
    for (let at = bytes.indexOf(id); at >= 0; at = bytes.indexOf(id, at + 16)) found.push(at)
    return found
  })
  return { bytes, places, traces }
}
