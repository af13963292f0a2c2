import { spanBatchOf } from '../../model/span-batch-of.ts'
import { type DecodeNote, MAX_NOTES, type SpanBatch } from '../../model/span-batch.ts'
import type { Span } from '../../model/span.ts'
import { BadValue, quoted } from '../../otlp/json-values.ts'
import { MalformedJson, isObject } from '../../otlp/parse-json.ts'
import { RowReader } from './span-row.ts'

/**
 * Decodes rows of VictoriaTraces' LogsQL, a JSON object a line, one a span.
 * @throws MalformedJson when no line can be read
 */
export function decodeVictoriaRows(text: string): SpanBatch {
  const spans: Span[] = []
  const notes: DecodeNote[] = []
  let rejected = 0
  const reject = (line: number, message: string) => {
    rejected++
    if (notes.length < MAX_NOTES) notes.push({ path: `line ${line + 1}`, message })
  }
  const reader = new RowReader()
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = rowOf(line)
    if (!row) {
      reject(i, `${quoted(line)} is not a JSON object; the answer may have broken off`)
      continue
    }
    try {
      spans.push(reader.spanOf(row))
    } catch (error) {
      if (!(error instanceof BadValue)) throw error
      reject(i, error.message)
    }
  }
  if (spans.length === 0 && rejected > 0) throw new MalformedJson(notes[0].message)
  return spanBatchOf(spans, { rejected, notes })
}

/** The fields of a row: all values are texts, and an empty one is the same as none. Null where it is no object. */
export function rowOf(line: string): ReadonlyMap<string, string> | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (!isObject(value)) return null
  const fields = Object.entries(value).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '',
  )
  return new Map(fields.map(([name, text]) => [name.toWellFormed(), text.toWellFormed()]))
}
