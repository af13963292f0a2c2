import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanKey } from '../../model/ids.ts'
import type { SpanBatch } from '../../model/span-batch.ts'
import type { Span } from '../../model/span.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { checkBuilt } from '../../testing/check-table.ts'
import { dump } from '../../testing/dump.ts'
import { jaegerJson } from '../../testing/jaeger-json.ts'
import { mutations } from '../../testing/mutate-json.ts'
import { dumpDrawn } from '../../testing/tables.ts'
import { draw, drawnRef } from '../../testing/trace-notation.ts'
import { orTypedError } from '../../testing/typed-error.ts'
import { decodeJaegerJson, decodeJaegerObject } from './decode-legacy.ts'

const BATCH = `
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer batch.size=2 late=true !error -> a/receive-order(order.id=7) -> b/receive-order
      20-30 orders-batch process-item !ok
      30-40 orders-batch process-item#2 -> a/receive-order
      40-40 shop lookup client -> process-batch
  60-70 orders-batch orphan ^gone

  trace a
  -50-10 shop receive-order server
`

/** The tables of all traces of a batch, dumped, a blank line between two. */
function dumpAll(batch: SpanBatch, labels: Parameters<typeof dump>[1]): string {
  return [...groupByTrace(batch)]
    .map(([traceId, indices]) => {
      const built = buildTrace(batch, traceId, indices)
      checkBuilt(built, batch)
      return dump(built.table, labels)
    })
    .join('\n\n')
}

function decodeDrawn(text: string): { batch: SpanBatch; spanOf: (path: string) => Span } {
  const batch = decodeJaegerObject(jaegerJson(draw(text).spans))
  const spans = Array.from({ length: batch.length }, (_, i) => batch.span(i))
  const spanOf = (path: string) => {
    const { traceId, spanId } = drawnRef(path)
    const found = spans.find(({ ref }) => ref.traceId === traceId && ref.spanId === spanId)
    if (!found) throw new Error(`no span ${path}`)
    return found
  }
  return { batch, spanOf }
}

test('a trace that went through Jaeger’s JSON has the same dump', () => {
  const { spans, labels } = draw(BATCH)
  const batch = decodeJaegerObject(jaegerJson(spans))
  expect(batch.notes).toEqual([])
  expect(dumpAll(batch, labels).split('\n\n')[0]).toBe(dumpDrawn(BATCH))
})

describe('a link', () => {
  test('keeps where it points, and its attributes are not kept rather than none', () => {
    const { links } = decodeDrawn(BATCH).spanOf('batch/process-batch')
    expect(links.map((link) => [link.to, link.attributes])).toEqual([
      [{ valid: true, ref: drawnRef('a/receive-order') }, null],
      [{ valid: true, ref: drawnRef('b/receive-order') }, null],
    ])
  })

  test('to the parent, which Jaeger writes over the parent’s entry, is parent and link', () => {
    const text = `
      trace t
      0-10 s root
        1-2 s child -> root
    `
    const child = decodeDrawn(text).spanOf('t/child')
    expect(child.parentSpanId).toBe(drawnRef('t/root').spanId)
    expect(child.links).toMatchObject([{ to: { ref: drawnRef('t/root') } }])
  })

  test('of a root into another trace makes no parent', () => {
    const { spanOf } = decodeDrawn('trace t\n 0-1 s root -> other/span')
    expect(spanOf('t/root').parentSpanId).toBeNull()
    expect(spanOf('t/root').links).toHaveLength(1)
  })

  test('does not claim that its target was not sampled', () => {
    expect(decodeDrawn(BATCH).spanOf('batch/process-batch').flags).toBe(0)
  })
})

/** One span in Jaeger's JSON with these members. */
const oneSpan = (members: object, processes: object = { p1: { serviceName: 's', tags: [] } }) => ({
  data: [
    {
      traceID: 'a1',
      processes,
      spans: [{ traceID: 'a1', spanID: 'b1', operationName: 'op', processID: 'p1', ...members }],
    },
  ],
})
const decodeOne = (members: object, processes?: object) =>
  decodeJaegerObject(oneSpan(members, processes)).span(0)

const A1 = '000000000000000000000000000000a1'
const B1 = '00000000000000b1'

describe('the parent', () => {
  const ref = (refType: string, traceID: string, spanID: string) => ({ refType, traceID, spanID })

  test.each([
    ['the first CHILD_OF of the trace', [ref('CHILD_OF', 'a1', 'c1'), ref('CHILD_OF', 'a1', 'c2')]],
    [
      'a CHILD_OF, not an earlier FOLLOWS_FROM',
      [ref('FOLLOWS_FROM', 'a1', 'c2'), ref('CHILD_OF', 'a1', 'c1')],
    ],
    [
      'in this trace, not the CHILD_OF into another',
      [ref('CHILD_OF', 'ff', 'c2'), ref('FOLLOWS_FROM', A1, 'c1')],
    ],
  ])('is %s', (_rule, references) => {
    expect(decodeOne({ references }).parentSpanId).toBe('00000000000000c1')
  })

  test('may stand in a field of its own', () => {
    expect(decodeOne({ parentSpanID: 'c1' }).parentSpanId).toBe('00000000000000c1')
    expect(decodeOne({ parentSpanID: '0' }).parentSpanId).toBeNull()
  })

  test('and the links are all the references', () => {
    const references = [
      ref('CHILD_OF', 'ff', 'ff'),
      ref('CHILD_OF', 'a1', 'c1'),
      ref('FOLLOWS_FROM', 'a1', 'c1'),
      ref('FOLLOWS_FROM', '', ''),
      ref('FOLLOWS_FROM', 'trace-123', 'span-7'),
    ]
    expect(decodeOne({ references }).links.map(({ to }) => to)).toEqual([
      { valid: true, ref: { traceId: 'ff'.padStart(32, '0'), spanId: 'ff'.padStart(16, '0') } },
      { valid: true, ref: { traceId: A1, spanId: '00000000000000c1' } },
      { valid: false, traceId: '', spanId: '', reason: 'zero id' },
      { valid: false, traceId: 'trace-123', spanId: 'span-7', reason: 'not an id' },
    ])
  })
})

describe('a span', () => {
  test('has its short ids padded', () => {
    expect(decodeOne({}).ref).toEqual({ traceId: A1, spanId: B1 })
  })

  test('whose id is no hex is not taken, and a note says which', () => {
    const batch = decodeJaegerObject(oneSpan({ spanID: 'span-1' }))
    expect(batch).toMatchObject({
      length: 0,
      rejected: 1,
      notes: [{ path: 'data[0].spans[0]', message: 'span id "span-1" is not hex or is zero' }],
    })
  })

  test('that is sent twice is kept twice', () => {
    const document = oneSpan({})
    document.data[0].spans.push(document.data[0].spans[0])
    expect(decodeJaegerObject(document).length).toBe(2)
  })

  test('has its microseconds as exact nanoseconds', () => {
    const text = JSON.stringify(oneSpan({ startTime: 1_485_467_191_639_875, duration: 5 }))
    const span = decodeJaegerJson(text).span(0)
    expect([span.start, span.end]).toEqual([1_485_467_191_639_875_000n, 1_485_467_191_639_880_000n])
  })

  test('names its service and resource, which spans of a process share', () => {
    const tags = [{ key: 'host', type: 'string', value: 'h1' }]
    const { resource } = decodeOne({}, { p1: { serviceName: 'shop', tags } })
    expect(resource.attributes).toEqual([
      { key: 'service.name', value: 'shop' },
      { key: 'host', value: 'h1' },
    ])
  })

  test('of a process with a name that objects inherit has no process', () => {
    expect(decodeOne({ processID: 'constructor' }).resource.attributes).toEqual([])
  })

  test('carries its warnings as the newer API does', () => {
    expect(decodeOne({ warnings: ['clock skew'] }).attributes).toEqual([
      { key: '@jaeger@warnings', value: ['clock skew'] },
    ])
  })
})

const tag = (key: string, type: string, value: unknown) => ({ key, type, value })

describe('a tag', () => {
  test.each([
    ['string', 'a', 'a'],
    ['bool', true, true],
    ['bool', 'true', true],
    ['int64', 7, 7n],
    ['int64', '9223372036854775222', 9223372036854775222n],
    ['float64', 72.5, 72.5],
    ['float64', 3, 3],
    ['float64', 'NaN', NaN],
    ['binary', 'AAAwOQ==', Uint8Array.of(0, 0, 48, 57)],
    ['int64', 'many', 'many'],
    [undefined, 7, 7n],
    [undefined, 0.5, 0.5],
  ])('of type %s with the value %j is %o', (type, value, expected) => {
    const tags = [{ key: 'k', type, value }]
    expect(decodeOne({ tags }).attributes).toEqual([{ key: 'k', value: expected }])
  })

  test('keeps 64 bits that stand in the document as a number', () => {
    const text = JSON.stringify(oneSpan({ tags: [tag('k', 'int64', 0)] }))
    const exact = text.replace('"value":0', '"value":9223372036854775222')
    expect(decodeJaegerJson(exact).span(0).attributes[0].value).toBe(9223372036854775222n)
  })

  test('that says what OTLP has a field for becomes that field', () => {
    const span = decodeOne({
      tags: [
        tag('span.kind', 'string', 'producer'),
        tag('otel.status_code', 'string', 'ERROR'),
        tag('error', 'bool', true),
        tag('otel.status_description', 'string', 'boom'),
        tag('w3c.tracestate', 'string', 'a=b'),
        tag('otel.library.name', 'string', 'lib'),
        tag('otel.scope.version', 'string', '2'),
        tag('k', 'string', 'v'),
      ],
    })
    expect(span).toMatchObject({
      kind: 4,
      statusCode: 2,
      statusMessage: 'boom',
      traceState: 'a=b',
      scope: { name: 'lib', version: '2' },
      attributes: [{ key: 'k', value: 'v' }],
    })
  })

  test.each([
    ['bool', true, 2],
    ['string', 'true', 2],
    ['bool', false, 0],
    ['string', 'unset', 0],
  ])('error, %s %j, alone gives the status %i', (type, value, statusCode) => {
    expect(decodeOne({ tags: [tag('error', type, value)] }).statusCode).toBe(statusCode)
  })

  test('error is a word for every status in what VictoriaTraces writes', () => {
    const { spans } = draw('trace t\n 0-1 s a\n 0-1 s b !ok\n 0-1 s c !error')
    const batch = decodeJaegerObject(jaegerJson(spans, 'victoria'), 'victoria')
    expect(Array.from(batch.status)).toEqual([0, 1, 2])
    expect(batch.span(0).attributes).toEqual([])
  })
})

test('a log is an event, named by its field event, or message', () => {
  const log = (...keys: string[]) => ({
    timestamp: 5,
    fields: keys.map((key) => tag(key, 'string', `its ${key}`)),
  })
  const { events } = decodeOne({ logs: [log('x', 'event', 'message'), log('message'), log('y')] })
  expect(events.map(({ time, name, attributes }) => [time, name, attributes.length])).toEqual([
    [5000n, 'its event', 2],
    [5000n, 'its message', 0],
    [5000n, '', 1],
  ])
})

describe('a document', () => {
  test('may be a bare trace, a list of traces, or the answer with one or many', () => {
    const [trace] = oneSpan({}).data
    for (const document of [trace, [trace], { data: trace }, { data: [trace] }]) {
      expect(decodeJaegerObject(document).length).toBe(1)
    }
  })

  test('without a trace holds no span', () => {
    for (const data of [[], null, [{ spans: null }], [{ traceID: '', spans: [], processes: {} }]]) {
      expect(decodeJaegerObject({ data, total: 1, errors: null })).toMatchObject({ length: 0 })
    }
  })

  test('that is an error is that error, in the source’s words', () => {
    const errors = [{ code: 404, msg: 'trace not found', traceID: 'a1' }]
    expect(() => decodeJaegerObject({ data: null, errors })).toThrow(
      expect.objectContaining({ code: 'notFound', message: 'trace not found' }),
    )
  })

  test('with spans and an error has both', () => {
    const errors = [{ code: 404, msg: 'trace not found', traceID: 'a2' }]
    const batch = decodeJaegerObject({ ...oneSpan({}), errors })
    expect(batch).toMatchObject({ length: 1, notes: [{ message: 'trace not found' }] })
  })
})

/** Every target of a link, and every parent, as text. */
function targetsOf(batch: SpanBatch): string[] {
  return Array.from({ length: batch.length }, (_, i) => batch.span(i)).flatMap((span) => [
    ...span.links.flatMap(({ to }) => (to.valid ? [spanKey(to.ref)] : [])),
    ...(span.parentSpanId ? [span.parentSpanId] : []),
  ])
}

test('whatever a document holds, spans with its own links come out, or a typed error', () => {
  const document = jaegerJson(draw(BATCH).spans)
  const real = new Set(targetsOf(decodeJaegerObject(document)))
  fc.assert(
    fc.property(mutations(document), (mutated) => {
      const batch = orTypedError(() => decodeJaegerJson(JSON.stringify(mutated)))
      if (!batch) return
      expect(targetsOf(batch).filter((target) => !real.has(target))).toEqual([])
      if (batch.rejected > 0) expect(batch.notes).not.toEqual([])
      dumpAll(batch, new Map())
    }),
    { numRuns: 500 },
  )
})

test('a document that breaks off is no document', () => {
  const document = JSON.stringify(jaegerJson(draw(BATCH).spans))
  for (let end = 0; end < document.length; end += 97) {
    expect(orTypedError(() => decodeJaegerJson(document.slice(0, end)))).toBeNull()
  }
})
