import { describe, expect, test } from 'vitest'
import { decodeSignozPages, decodeSignozTraces } from './decode.ts'

const TRACE = 'aa5886e99fffef35a847cb2d493fde01'
const SPAN = '2b2b2b2b2b2b2b2b'
const PARENT = '1a1a1a1a1a1a1a1a'
const OTHER = { traceId: 'bb5886e99fffef35a847cb2d493fde02', spanId: '3c3c3c3c3c3c3c3c' }

const ROW = {
  timestamp: '2026-05-11T08:56:23.2Z',
  trace_id: TRACE,
  span_id: SPAN,
  parent_span_id: PARENT,
  name: 'child span',
  kind: 1,
  kind_string: 'Internal',
  duration_nano: 1_000_000_000,
  status_code: 1,
  status_message: '',
  has_error: false,
  attributes: { 'http.request.method': 'GET', 'http.status_code': 200, is_root: true },
  resource: { 'service.name': 'api' },
}

/** One page with these rows. */
function pageOf(...rows: object[]): string {
  const shown = rows.map((data) => ({ timestamp: ROW.timestamp, data: { ...ROW, ...data } }))
  const data = { type: 'raw', data: { results: [{ queryName: 'A', nextCursor: '', rows: shown }] } }
  return JSON.stringify({ status: 'success', data })
}

const decoded = (...rows: object[]) => decodeSignozPages(`[${pageOf(...rows)}]`)
const spanOf = (row: object) => decoded(row).span(0)

test('a row is a span', () => {
  expect(spanOf({})).toMatchObject({
    ref: { traceId: TRACE, spanId: SPAN },
    parentSpanId: PARENT,
    name: 'child span',
    kind: 1,
    start: 1_778_489_783_200_000_000n,
    end: 1_778_489_784_200_000_000n,
    statusCode: 1,
    attributes: [
      { key: 'http.request.method', value: 'GET' },
      { key: 'http.status_code', value: 200 },
      { key: 'is_root', value: true },
    ],
    resource: { attributes: [{ key: 'service.name', value: 'api' }] },
  })
})

test.each([
  ['2026-05-11T08:56:23Z', 0n],
  ['2026-05-11T08:56:23.000000001Z', 1n],
  ['2026-05-11T10:56:23.123456789+02:00', 123_456_789n],
])('%s is exact', (timestamp, nanos) => {
  expect(spanOf({ timestamp }).start).toBe(1_778_489_783_000_000_000n + nanos)
})

test.each([
  [{ kind_string: 'SPAN_KIND_SERVER', kind: 0 }, { kind: 2 }],
  [{ kind_string: 'Unspecified' }, { kind: 0 }],
  [{ kind_string: undefined, kind: 5 }, { kind: 5 }],
  [{ status_code: undefined, status_code_string: 'STATUS_CODE_OK' }, { statusCode: 1 }],
  [{ status_code: undefined, status_code_string: 'Error' }, { statusCode: 2 }],
  [{ status_code: undefined, has_error: true }, { statusCode: 2 }],
  [{ status_code: undefined }, { statusCode: 0 }],
])('%j is read as %j', (row, expected) => {
  expect(spanOf(row)).toMatchObject(expected)
})

test('an event keeps its nanoseconds, in either of its forms', () => {
  const event = (attributes: string) =>
    `{"name":"received","timeUnixNano":1778489783259245001,"${attributes}":{"level":"info"}}`
  const expected = {
    name: 'received',
    time: 1_778_489_783_259_245_001n,
    attributes: [{ key: 'level', value: 'info' }],
  }
  const merged = pageOf({ events: ['EVENT'] }).replace('"EVENT"', event('attributes'))
  expect(decodeSignozPages(`[${merged}]`).span(0).events).toMatchObject([expected])
  expect(spanOf({ events: [event('attributeMap')] }).events).toMatchObject([expected])
})

describe('links are what is left of the references', () => {
  const parent = { traceId: TRACE, spanId: PARENT }
  const childOf = (reference: object) => ({ ...reference, refType: 'CHILD_OF' })
  const followsFrom = (reference: object) => ({ ...reference, refType: 'FOLLOWS_FROM' })

  test.each([
    ['without the parent', [parent, OTHER], [OTHER]],
    ['with a link to the parent', [parent, parent], [parent]],
    ['as JSON', JSON.stringify([childOf(parent), followsFrom(OTHER)]), [OTHER]],
    ['to the parent, by its type', [childOf(parent), followsFrom(parent)], [parent]],
    ['to the parent, in its place', [followsFrom(parent)], [parent]],
    ['for a root', [childOf({ traceId: TRACE }), OTHER], [OTHER]],
    ['where there are none', '', []],
  ])('%s', (_, links, expected) => {
    const found = spanOf({ links }).links
    expect(found.map(({ to }) => (to.valid ? to.ref : null))).toEqual(expected)
    expect(found.every(({ attributes }) => attributes === null)).toBe(true)
  })

  test('and ids that can’t name a span are kept as they came', () => {
    const links = [parent, { traceId: 'trace-123', spanId: 'b' }]
    expect(spanOf({ links }).links).toMatchObject([
      { to: { valid: false, traceId: 'trace-123', reason: 'not an id' } },
    ])
  })
})

test('a span that is stored twice, or on two pages, is one', () => {
  expect(decoded({}, {}, { span_id: PARENT })).toMatchObject({ length: 2, rejected: 0 })
  expect(decodeSignozPages(`[${pageOf({})},${pageOf({})}]`).length).toBe(1)
})

test('rows that are no span are rejected with a note', () => {
  const batch = decoded({ trace_id: 'x' }, { timestamp: 5 }, { links: 'no JSON' }, {})
  expect(batch).toMatchObject({ length: 1, rejected: 3 })
  expect(batch.notes.map(({ path }) => path)).toEqual(['[0].rows[0]', '[0].rows[1]', '[0].rows[2]'])
})

test('a trace of the oldest API that came in part says so', () => {
  const blocks = [[{ columns: [], events: [], isSubTree: true }]]
  expect(decodeSignozTraces(JSON.stringify(blocks)).notes).toMatchObject([{ path: 'trace' }])
})
