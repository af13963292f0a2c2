import { describe, expect, test } from 'vitest'
import { jsonOf } from '../testing/documents.ts'
import { draw } from '../testing/trace-notation.ts'
import { decodeJsonObject } from './decode-json.ts'
import { resourceSpansOf } from './json-envelope.ts'
import type { JsonObject } from './parse-json.ts'

const { spans } = draw(`
  trace t
  0-10 shop checkout -> u/earlier(order.id=7)
    2-5 db select
`)
const { resourceSpans } = JSON.parse(jsonOf(spans)) as { resourceSpans: JsonObject[] }

describe('the same spans are found', () => {
  test.each<[string, JsonObject]>([
    ['in OTLP', { resourceSpans }],
    ['in Tempo’s batches', { batches: resourceSpans }],
    ['in Tempo’s trace', { trace: { resourceSpans }, metrics: {} }],
    ['in batches within a trace', { trace: { batches: resourceSpans } }],
    ['in Jaeger’s result', { result: { resourceSpans } }],
    ['under the names before OTLP 0.15', { resourceSpans: resourceSpans.map(oldNames) }],
  ])('%s', (_, document) => {
    const before = structuredClone(document)
    const batch = decodeJsonObject({ resourceSpans: resourceSpansOf(document) })
    expect(Array.from(spans, (_, i) => batch.span(i))).toEqual(spans)
    expect(document).toEqual(before)
  })
})

test('a document without spans has none, and what is no list stays what it is', () => {
  expect(resourceSpansOf({ resourceMetrics: [] })).toBeUndefined()
  expect(resourceSpansOf({ trace: {}, result: null })).toBeUndefined()
  expect(resourceSpansOf({ resourceSpans: 'x' })).toBe('x')
})

function oldNames({ scopeSpans, ...group }: JsonObject): JsonObject {
  const inner = (scopeSpans as JsonObject[]).map(({ scope, ...rest }) => ({
    instrumentationLibrary: scope,
    ...rest,
  }))
  return { ...group, instrumentationLibrarySpans: inner }
}
