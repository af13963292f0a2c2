import { StringTable } from '../base/intern.ts'
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from './ids.ts'
import type { SpanBatch } from './span-batch.ts'

/** Several documents as one batch, in their order; notes stay with the documents, whose paths they name. */
export function joinBatches(batches: readonly SpanBatch[]): SpanBatch {
  const parts = batches.filter((batch) => batch.length > 0)
  const length = total(parts.map((part) => part.length))
  const links = total(parts.map((part) => part.linkOffset[part.length]))
  const table = new StringTable()
  const joined = {
    traceIds: new Uint8Array(length * TRACE_ID_BYTES),
    spanIds: new Uint8Array(length * SPAN_ID_BYTES),
    parentIds: new Uint8Array(length * SPAN_ID_BYTES),
    start: new Uint32Array(2 * length),
    end: new Uint32Array(2 * length),
    kind: new Uint8Array(length),
    status: new Uint8Array(length),
    name: new Uint32Array(length),
    service: new Uint32Array(length),
    droppedLinks: new Uint32Array(length),
    linkOffset: new Uint32Array(length + 1),
    linkTraceIds: new Uint8Array(links * TRACE_ID_BYTES),
    linkSpanIds: new Uint8Array(links * SPAN_ID_BYTES),
  }
  const begins: number[] = []
  let at = 0
  let link = 0
  for (const part of parts) {
    begins.push(at)
    const strings = part.strings.map((text) => table.add(text))
    joined.traceIds.set(part.traceIds, at * TRACE_ID_BYTES)
    joined.spanIds.set(part.spanIds, at * SPAN_ID_BYTES)
    joined.parentIds.set(part.parentIds, at * SPAN_ID_BYTES)
    joined.start.set(part.start, 2 * at)
    joined.end.set(part.end, 2 * at)
    joined.kind.set(part.kind, at)
    joined.status.set(part.status, at)
    joined.droppedLinks.set(part.droppedLinks, at)
    joined.linkTraceIds.set(part.linkTraceIds, link * TRACE_ID_BYTES)
    joined.linkSpanIds.set(part.linkSpanIds, link * SPAN_ID_BYTES)
    for (let i = 0; i < part.length; i++) {
      joined.name[at + i] = strings[part.name[i]]
      joined.service[at + i] = strings[part.service[i]]
      joined.linkOffset[at + i + 1] = link + part.linkOffset[i + 1]
    }
    at += part.length
    link += part.linkOffset[part.length]
  }
  // Only what reads spans is kept of the parts, so that their columns can go.
  const readers = parts.map(({ span, links }) => ({ span, links }))
  const partOf = (index: number) => {
    let [low, high] = [0, begins.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (begins[middle] <= index) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    ...joined,
    length,
    strings: table.strings,
    rejected: total(batches.map((batch) => batch.rejected)),
    notes: [],
    span: (index) => {
      const part = partOf(index)
      return readers[part].span(index - begins[part])
    },
    links: (index, from, to) => {
      const part = partOf(index)
      return readers[part].links(index - begins[part], from, to)
    },
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0)
}
