import { type Attributes, attributeText } from './attributes.ts'
import { spanIdAt, spanKey } from './ids.ts'
import type { SpanBatch } from './span-batch.ts'
import type { Link, Resource, Scope, Span } from './span.ts'

/** Between two texts of one entry: nobody types it into a box of one line. */
const SEPARATOR = '\n'

/**
 * All text of a trace's spans, to find rows by a part of it without regard to case. A text that many spans share is kept, and
 * looked at, once: looking costs as much as there are different texts.
 */
export class TextIndex {
  readonly #texts: readonly string[]
  /** The texts of row i: `#entries[#offset[i] … #offset[i + 1])`. */
  readonly #offset: Uint32Array
  readonly #entries: Uint32Array

  constructor(texts: readonly string[], offset: Uint32Array, entries: Uint32Array) {
    this.#texts = texts
    this.#offset = offset
    this.#entries = entries
  }

  /** The rows that have the text somewhere, ascending; none for an empty one. Yields now and then. */
  *find(text: string): Generator<void, Uint32Array<ArrayBuffer>> {
    const wanted = text.trim().toLowerCase()
    const rows: number[] = []
    if (wanted === '') return new Uint32Array()
    const hits = new Uint8Array(this.#texts.length)
    for (let at = 0; at < hits.length; at++) {
      if (this.#texts[at].includes(wanted)) hits[at] = 1
      if (at % 4096 === 4095) yield
    }
    for (let row = 0; row + 1 < this.#offset.length; row++) {
      for (let at = this.#offset[row]; at < this.#offset[row + 1]; at++) {
        if (hits[this.#entries[at]] === 0) continue
        rows.push(row)
        break
      }
      if (row % 16_384 === 16_383) yield
    }
    return Uint32Array.from(rows)
  }
}

/** Reads every span of a trace, yielding now and then how much is read, 0 to 1: 100,000 take two seconds. `batchIndex` gives each row's span. */
export function* indexText(
  batch: SpanBatch,
  batchIndex: Uint32Array,
): Generator<number, TextIndex> {
  const texts = new Texts()
  const offset = new Uint32Array(batchIndex.length + 1)
  for (let row = 0; row < batchIndex.length; row++) {
    const index = batchIndex[row]
    addSpan(texts, batch, index)
    offset[row + 1] = texts.count
    if (row % 64 === 63) yield row / batchIndex.length
  }
  return texts.finish(offset)
}

function addSpan(texts: Texts, batch: SpanBatch, index: number): void {
  const span = batch.span(index)
  texts.add(span.name)
  texts.add(batch.strings[batch.service[index]])
  texts.add(spanIdAt(batch.spanIds, index))
  texts.add(span.statusMessage)
  texts.add(span.traceState)
  texts.addShared(span.resource, span.scope)
  addAttributes(texts, span.attributes)
  for (const event of span.events) {
    texts.add(event.name)
    addAttributes(texts, event.attributes)
  }
  for (const link of linksOf(span, batch, index)) {
    texts.add(link.to.valid ? spanKey(link.to.ref) : `${link.to.traceId}:${link.to.spanId}`)
    texts.add(link.traceState)
    addAttributes(texts, link.attributes ?? [])
  }
}

function linksOf(span: Span, batch: SpanBatch, index: number): readonly Link[] {
  const count = batch.linkOffset[index + 1] - batch.linkOffset[index]
  return span.links.length === count ? span.links : batch.links(index, 0, count)
}

function addAttributes(texts: Texts, attributes: Attributes): void {
  for (const entry of attributes) texts.add(attributeLine(entry))
}

/** As a person would write it: "order.id=7". */
function attributeLine({ key, value }: Attributes[number]): string {
  return `${key}=${attributeText(value)}`
}

/** Texts by the order in which they first came, and which of them each row has. */
class Texts {
  readonly #known = new Map<string, number>()
  readonly #shared = new Map<Resource, Map<Scope, number>>()
  #entries = new Uint32Array(1024)
  count = 0

  add(text: string): void {
    if (text !== '') this.#push(this.#intern(text.toLowerCase()))
  }

  /** Spans of one resource and scope share these objects: one text stands for all that they say. */
  addShared(resource: Resource, scope: Scope): void {
    let scopes = this.#shared.get(resource)
    if (!scopes) this.#shared.set(resource, (scopes = new Map<Scope, number>()))
    let id = scopes.get(scope)
    if (id === undefined) {
      const lines = [...resource.attributes, ...scope.attributes].map(attributeLine)
      const text = [...lines, scope.name, scope.version].join(SEPARATOR)
      scopes.set(scope, (id = this.#intern(text.toLowerCase())))
    }
    this.#push(id)
  }

  finish(offset: Uint32Array): TextIndex {
    return new TextIndex([...this.#known.keys()], offset, this.#entries.slice(0, this.count))
  }

  #intern(text: string): number {
    let id = this.#known.get(text)
    if (id === undefined) this.#known.set(text, (id = this.#known.size))
    return id
  }

  #push(id: number): void {
    if (this.count === this.#entries.length) {
      const larger = new Uint32Array(this.count * 2)
      larger.set(this.#entries)
      this.#entries = larger
    }
    this.#entries[this.count++] = id
  }
}
