import { expect, test } from 'vitest'
import { spanKey } from '../model/ids.ts'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import { decodeJson } from '../otlp/decode-json.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { bigTraceJson, bigTraceProto, bigTraceSpans } from './big-trace.ts'
import { checkBuilt } from './check-table.ts'
import { protoOf } from './documents.ts'
import { dump } from './dump.ts'
import { fanIn } from './fan-in.ts'

test('a big trace has its spans in one sound tree, the same for the same seed', () => {
  const batch = decodeProto(bigTraceProto({ spans: 3000, seed: 7 }))
  const [[traceId, indices], ...others] = groupByTrace(batch)
  const built = buildTrace(batch, traceId, indices)
  checkBuilt(built, batch)
  expect(others).toEqual([])
  expect(built.table).toMatchObject({ length: 3000, problems: [] })
  expect(built.table.linkOffset[3000]).toBeGreaterThan(20)
  expect(built.table.backlinkRows.length).toBeGreaterThan(0)
  expect(Math.max(...built.table.depth)).toBeGreaterThan(4)

  const again = decodeProto(bigTraceProto({ spans: 3000, seed: 7 }))
  expect(dump(buildTrace(again, traceId, indices).table)).toBe(dump(built.table))
})

test('a big trace is the same in both encodings', () => {
  const proto = decodeProto(bigTraceProto({ spans: 600 }))
  const json = decodeJson(bigTraceJson({ spans: 600 }))
  expect(json.length).toBe(600)
  for (let i = 0; i < 600; i++) expect(json.span(i)).toEqual(proto.span(i))
})

test('a span of a big trace has some eight attributes', () => {
  for (const span of bigTraceSpans({ spans: 100 })) expect(span.attributes).toHaveLength(8)
})

test('every link of a fan-in leads to a span of its source', () => {
  const { batch, processBatch, sources } = fanIn(120)
  const linking = batch.find((span) => spanKey(span.ref) === spanKey(processBatch))
  const documents = Array.from(sources, protoOf)
  expect(linking?.links).toHaveLength(120)
  for (const [i, document] of documents.entries()) {
    const source = decodeProto(document)
    expect(groupByTrace(source).size).toBe(1)
    const keys = Array.from({ length: source.length }, (_, k) => spanKey(source.span(k).ref))
    const to = linking?.links[i].to
    expect(to?.valid && keys.includes(spanKey(to.ref))).toBe(true)
  }
  expect(new Set(documents.map((bytes) => bytes.join())).size).toBe(120)
  const batchDocument = decodeProto(protoOf(batch))
  const [[traceId, indices]] = groupByTrace(batchDocument)
  checkBuilt(buildTrace(batchDocument, traceId, indices), batchDocument)
})
