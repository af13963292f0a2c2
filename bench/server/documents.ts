import { GENERATED_START, bigTraceSpans } from '../../src/testing/big-trace.ts'
import { protoOf } from '../../src/testing/documents.ts'
import { Random } from '../../src/testing/random.ts'
import type { SpanRef } from '../../src/model/ids.ts'
import type { Link, Span } from '../../src/model/span.ts'

/** What SDKs send at once unless told otherwise. */
export const SPANS_A_REQUEST = 512
const SPANS_A_TRACE = 32
const TRACES_A_REQUEST = SPANS_A_REQUEST / SPANS_A_TRACE
/** Half a link a span. */
const LINKS_A_TRACE = SPANS_A_TRACE / 2
/** Documents that differ; after that they come again with other ids and later times. */
export const DOCUMENTS = 400
const SECOND = 1_000_000_000n

/** Linked to by every document. */
export const POPULAR = [...bigTraceSpans({ spans: 50, seed: 50 })]

export interface Made {
  readonly documents: readonly Uint8Array[]
  /** Some spans that are linked to, of the first round. */
  readonly targets: readonly SpanRef[]
}

/** Requests of whole traces, each of which links to spans of traces before it. One trace in a hundred and one in a thousand is marked. */
export function madeDocuments(): Made {
  const random = new Random(11)
  const targets: SpanRef[] = []
  const documents = Array.from({ length: DOCUMENTS }, (_, document) => {
    const spans: Span[] = []
    for (let i = 0; i < TRACES_A_REQUEST; i++) {
      const seed = 1_000_000 + document * TRACES_A_REQUEST + i
      const start = GENERATED_START + BigInt(seed) * SECOND
      const made = [...bigTraceSpans({ spans: SPANS_A_TRACE, seed, start })]
      made[0] = marked({ ...made[0], links: linksTo(targets, i === 0, random) }, seed)
      targets.push(random.pick(made).ref)
      spans.push(...made)
    }
    return Uint8Array.from(
      protoOf([...Map.groupBy(spans, ({ resource }) => resource).values()].flat()),
    )
  })
  return { documents, targets }
}

function linksTo(targets: readonly SpanRef[], popular: boolean, random: Random): Link[] {
  if (targets.length === 0) return []
  return Array.from({ length: LINKS_A_TRACE }, (_, i) => ({
    to: { valid: true, ref: popular && i === 0 ? POPULAR[0].ref : random.pick(targets) },
    traceState: '',
    flags: 0x301,
    attributes: [{ key: 'messaging.message.id', value: random.hex(8) }],
    droppedAttributes: 0,
  }))
}

function marked(span: Span, seed: number): Span {
  const marks = [
    ...(seed % 100 === 0 ? [{ key: 'tenant', value: 'one-in-a-hundred' }] : []),
    ...(seed % 1000 === 0 ? [{ key: 'tenant.plan', value: 'one-in-a-thousand' }] : []),
  ]
  return { ...span, attributes: [...span.attributes, ...marks] }
}

/** The same documents again and again, each time with trace ids and times that none had before. */
export class Rounds {
  readonly #documents: readonly Uint8Array[]
  readonly #ids: readonly number[][]
  readonly #times: readonly number[][]
  #next: number

  /** Begins with the document of this number. */
  constructor(documents: readonly Uint8Array[], from: number) {
    this.#documents = documents
    this.#ids = documents.map(idPlaces)
    this.#times = documents.map(timePlaces)
    this.#next = from
  }

  next(): Uint8Array {
    const number = this.#next++
    const [round, at] = [Math.floor(number / DOCUMENTS), number % DOCUMENTS]
    const document = this.#documents[at].slice()
    const view = new DataView(document.buffer)
    for (const place of this.#ids[at]) {
      view.setUint32(place + 4, view.getUint32(place + 4) ^ Math.imul(round, 0x9e3779b1))
    }
    const later = BigInt(round * DOCUMENTS * TRACES_A_REQUEST) * SECOND
    for (const place of this.#times[at]) {
      view.setBigUint64(place, view.getBigUint64(place, true) + later, true)
    }
    return document
  }
}

/** Where trace ids stand, of spans and links alike: field 1, 16 bytes. The popular span keeps its own. */
function idPlaces(document: Uint8Array): number[] {
  const bytes = Buffer.from(document.buffer)
  const popular = Buffer.from(POPULAR[0].ref.traceId, 'hex')
  const places: number[] = []
  for (let at = bytes.indexOf('0a10', 0, 'hex'); at >= 0; at = bytes.indexOf('0a10', at, 'hex')) {
    at += 2
    if (bytes.compare(popular, 0, 16, at, at + 16) !== 0) places.push(at)
    at += 16
  }
  return places
}

/** Where the times of spans stand: fields 7 and 8, fixed64, one after the other. */
function timePlaces(document: Uint8Array): number[] {
  const places: number[] = []
  for (let at = 0; at + 18 <= document.length; at++) {
    if (document[at] !== 0x39 || document[at + 9] !== 0x41 || document[at + 8] !== 0x18) continue
    places.push(at + 1, at + 10)
    at += 17
  }
  return places
}
