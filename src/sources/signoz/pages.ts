import { joinBytes } from '../../base/join-bytes.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import { decodeTraces } from '../decode.ts'

/** Spans a request; SigNoz gives 10,000 at most. */
export const PAGE = 5000

/** Answers of the query API, as bytes of JSON. */
export interface Pages {
  readonly pages: readonly Uint8Array[]
  /** There are more spans than were read. */
  readonly more: boolean
}

export interface ReadSpans {
  readonly batch: SpanBatch
  readonly more: boolean
}

/**
 * By offset: SigNoz's own cursors are milliseconds, and lose spans that share one. Pages are not parsed here, only their rows
 * counted, too many at worst, which costs a page without any.
 */
export async function readPages(
  page: (offset: number) => Promise<ArrayBuffer>,
  maxPages: number,
): Promise<Pages> {
  const pages: Uint8Array[] = []
  for (;;) {
    const bytes = new Uint8Array(await page(pages.length * PAGE))
    pages.push(bytes)
    if (rowsIn(bytes) < PAGE) return { pages, more: false }
    if (pages.length === maxPages) return { pages, more: true }
  }
}

/** Every row names its span, and no row is without that name. */
function rowsIn(bytes: Uint8Array): number {
  return new TextDecoder().decode(bytes).split('"span_id":').length - 1
}

/** The spans, read on the calling thread. */
export function spansOf({ pages, more }: Pages): ReadSpans {
  return { batch: decodeTraces(listOf(pages), 'signoz-pages'), more }
}

/** JSON documents as one that is a list of them. */
export function listOf(documents: readonly Uint8Array[]): ArrayBuffer {
  const text = new TextEncoder()
  const parts = documents.flatMap((document, i) => [text.encode(i === 0 ? '' : ','), document])
  return joinBytes([text.encode('['), ...parts, text.encode(']')]).buffer
}
