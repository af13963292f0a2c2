import { spanKey } from '../../model/ids.ts'
import { spanBatchOf } from '../../model/span-batch-of.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import type { Span } from '../../model/span.ts'
import { BadValue } from '../../otlp/json-values.ts'
import { MalformedJson, isObject, itemsOf, parseExactJson } from '../../otlp/parse-json.ts'
import { decodeSignozV1 } from '../file/signoz-v1.ts'
import { failureIn } from './errors.ts'
import { RowReader } from './row-span.ts'

/**
 * Decodes a list of answers of the query API's version 5, the pages of one question.
 * @throws MalformedJson when it is no such list
 * @throws SourceError when one of them is the source's error: half a trace is no trace
 */
export function decodeSignozPages(text: string): SpanBatch {
  const pages = itemsOf(parseExactJson(text))
  if (!pages) throw new MalformedJson('the document is not a list of answers')
  const spans: Span[] = []
  const notes: DecodeNote[] = []
  let rejected = 0
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const [p, page] of pages.entries()) {
    for (const [r, row] of rowsOf(page).entries()) {
      try {
        const data = isObject(row) ? row.data : null
        if (!isObject(data)) throw new BadValue('the row has no data')
        const span = reader.spanOf(data)
        // Collectors that send again are stored twice, and a page may begin with what the one before ended with.
        const key = `${spanKey(span.ref)} ${span.kind} ${span.start}`
        if (!seen.has(key)) spans.push(span)
        seen.add(key)
      } catch (error) {
        if (!(error instanceof BadValue)) throw error
        rejected++
        const path = `[${p}].rows[${r}]`
        if (notes.length < MAX_NOTES) notes.push({ path, message: error.message })
      }
    }
  }
  return spanBatchOf(spans, { rejected, notes })
}

function rowsOf(page: unknown): unknown[] {
  const failure = failureIn(page)
  if (failure) throw failure
  const data = isObject(page) && isObject(page.data) ? page.data.data : null
  const results = isObject(data) ? itemsOf(data.results) : null
  if (!results) throw new MalformedJson('the answer has no results')
  return results.flatMap((result) => {
    const rows = isObject(result) ? itemsOf(result.rows) : null
    if (!rows) throw new MalformedJson('the answer has no list of rows')
    return rows
  })
}

/**
 * Decodes answers of `/api/v1/traces/{id}`, a list of them or one.
 * @throws MalformedJson when it is none
 * @throws SourceError when it is the source's error
 */
export function decodeSignozTraces(text: string): SpanBatch {
  const document = parseExactJson(text)
  const failure = failureIn(document)
  if (failure) throw failure
  const blocks = Array.isArray(document) ? document.flat(1) : null
  if (!blocks) throw new MalformedJson('the document is not a list of blocks')
  const batch = decodeSignozV1(blocks)
  const partial = blocks.some((block) => isObject(block) && block.isSubTree === true)
  const note = { path: 'trace', message: 'the source sent only a part of the trace' }
  return partial ? { ...batch, notes: [note, ...batch.notes] } : batch
}
