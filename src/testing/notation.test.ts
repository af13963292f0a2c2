import { expect, test } from 'vitest'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import { decodeProto } from '../otlp/decode-proto.ts'
import { protoOf } from './documents.ts'
import { dump } from './dump.ts'
import { DRAWN_ORIGIN, draw, drawnRef, drawnTraceId } from './trace-notation.ts'

const DRAWING = `
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer !error -> a/receive-order -> b/receive-order#2
      20.5-30 orders-batch process-item !ok
      30-40 orders-batch process-item#2 !dropped-links=3
      40-50 shop "GET /orders" #get client -> process-batch

  trace a
  -50-10 shop receive-order server
`

test('a dump is the drawing of what it shows', () => {
  const { spans, labels } = draw(DRAWING)
  const batch = decodeProto(protoOf(spans))
  const [[traceId, rows]] = groupByTrace(batch)
  expect(dump(buildTrace(batch, traceId, rows).table, labels)).toBe(
    [
      '0-100 orders-batch nightly-run',
      '  10-90 orders-batch process-batch consumer !error -> a/receive-order -> b/receive-order#2 <- get',
      '    20.5-30 orders-batch process-item !ok',
      '    30-40 orders-batch process-item#2 !dropped-links=3',
      '    40-50 shop "GET /orders" #get client -> process-batch',
    ].join('\n'),
  )
})

test('a drawing sets times, parents, attributes and links', () => {
  const { spans } = draw(`
    trace t
    0-2 s root retries=3 ok=true "note=two words" -> u/x(order.id=7, by=hand)
      ?-1 s orphan ^nowhere
  `)
  const [root, orphan] = spans
  expect(root).toMatchObject({
    ref: drawnRef('t/root'),
    parentSpanId: null,
    name: 'root',
    start: DRAWN_ORIGIN,
    end: DRAWN_ORIGIN + 2_000_000n,
    attributes: [
      { key: 'retries', value: 3n },
      { key: 'ok', value: true },
      { key: 'note', value: 'two words' },
    ],
    links: [
      {
        to: { valid: true, ref: drawnRef('u/x') },
        attributes: [
          { key: 'order.id', value: 7n },
          { key: 'by', value: 'hand' },
        ],
      },
    ],
  })
  expect(orphan).toMatchObject({ parentSpanId: drawnRef('t/nowhere').spanId, start: 0n })
  expect(root.resource).toBe(orphan.resource)
})

test('ids come from labels alone', () => {
  expect(drawnRef('a/b')).toEqual(draw('trace a\n0-1 s b').spans[0].ref)
  expect(drawnTraceId('a')).toMatch(/^[0-9a-f]{32}$/)
  expect(drawnRef('a/b').spanId).not.toBe(drawnRef('c/b').spanId)
})

test.each(['0-1 s', 'trace a\n0 s x', 'trace a\n0-1 s', 'trace a\n0-1 s x what', '0-1 s x'])(
  'a line outside of the notation is refused: %j',
  (text) => {
    expect(() => draw(text)).toThrow()
  },
)
