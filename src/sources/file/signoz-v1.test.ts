import { expect, test } from 'vitest'
import { decodeSignozV1 } from './signoz-v1.ts'

const COLUMNS = ['__time', 'SpanId', 'TraceId', 'ServiceName', 'Name', 'Kind', 'DurationNano']
const MORE = ['TagsKeys', 'TagsValues', 'References', 'Events', 'HasError', 'StatusMessage']
const reference = (type: string, traceId: string, spanId: string) =>
  `{TraceId=${traceId}, SpanId=${spanId}, RefType=${type}}`

const ROW = [
  1_721_304_359_454,
  'b1',
  'a1',
  'customer',
  'GET',
  '2',
  '348950000',
  ['service.name', 'http.method'],
  ['customer', 'GET'],
  [
    reference('CHILD_OF', 'a1', 'c1'),
    reference('FOLLOWS_FROM', 'ff', 'ee'),
    reference('CHILD_OF', 'a1', ''),
  ],
  ['{"timeUnixNano":1721304359454282001,"attributeMap":{"event":"received","level":"info"}}'],
  true,
  'broken',
]

test('a row is a span, its columns by name', () => {
  const span = decodeSignozV1([{ columns: [...COLUMNS, ...MORE], events: [ROW] }]).span(0)
  expect(span).toMatchObject({
    ref: { traceId: 'a1'.padStart(32, '0'), spanId: 'b1'.padStart(16, '0') },
    parentSpanId: 'c1'.padStart(16, '0'),
    name: 'GET',
    kind: 2,
    start: 1_721_304_359_454_000_000n,
    end: 1_721_304_359_802_950_000n,
    statusCode: 2,
    statusMessage: 'broken',
    attributes: [{ key: 'http.method', value: 'GET' }],
    resource: { attributes: [{ key: 'service.name', value: 'customer' }] },
  })
  const reversed = { columns: [...COLUMNS, ...MORE].reverse(), events: [ROW.toReversed()] }
  expect(decodeSignozV1([reversed]).span(0)).toEqual(span)
})

test('references beside the parent are links whose attributes are not known', () => {
  const { links } = decodeSignozV1([{ columns: [...COLUMNS, ...MORE], events: [ROW] }]).span(0)
  expect(links).toMatchObject([
    { to: { ref: { traceId: 'ff'.padStart(32, '0') } }, attributes: null },
  ])
})

test('an event keeps its nanoseconds, and finds its name where older versions left it', () => {
  const { events } = decodeSignozV1([{ columns: [...COLUMNS, ...MORE], events: [ROW] }]).span(0)
  expect(events).toMatchObject([{ time: 1_721_304_359_454_282_001n, name: 'received' }])
})

test('what is no span is rejected with a note', () => {
  const batch = decodeSignozV1([{ columns: COLUMNS, events: [null, []] }, { columns: 1 }])
  expect(batch).toMatchObject({ length: 0, rejected: 3 })
  expect(batch.notes.map(({ path }) => path)).toEqual(['[0].events[0]', '[0].events[1]', '[1]'])
})
