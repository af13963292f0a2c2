import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttributeValue } from '../model/attributes.ts'
import type { LinkEnd } from '../model/span.ts'
import { type JsonBatch, decodeJson, decodeJsonObject } from './decode-json.ts'
import { MalformedJson } from './parse-json.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'

function documentOf(...spans: unknown[]): string {
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

/** The batch of a span with these members besides its ids, as JSON text so that any number can be written. */
function spanWith(members: string): JsonBatch {
  return decodeJson(
    documentOf('?').replace('"?"', `{"traceId":"${TRACE}","spanId":"${SPAN}",${members}}`),
  )
}

function valueOf(json: string): AttributeValue {
  const batch = spanWith(`"attributes":[{"key":"k","value":${json}}]`)
  expect(batch.notes).toEqual([])
  return batch.span(0).attributes[0].value
}

function linkEndOf(traceId: unknown, spanId: unknown): LinkEnd {
  const batch = spanWith(
    `"links":[{"traceId":${JSON.stringify(traceId)},"spanId":${JSON.stringify(spanId)}}]`,
  )
  expect(batch.notes).toEqual([])
  const { to } = batch.span(0).links[0]
  const zero = batch.linkTraceIds.every((byte) => byte === 0)
  expect(zero, 'an invalid target has a zero trace id in the column').toBe(!to.valid)
  return to
}

function readAll(batch: JsonBatch): void {
  for (let i = 0; i < batch.length; i++) {
    const span = batch.span(i)
    expect(batch.strings[batch.name[i]]).toBe(span.name)
    expect(batch.linkOffset[i + 1] - batch.linkOffset[i]).toBe(span.links.length)
    expect(batch.links(i, 0, span.links.length)).toEqual(span.links)
  }
}

/** Any JSON value, bigints as the parser makes them included. */
const anything = fc.anything({
  withBigInt: true,
  values: [fc.string({ unit: 'binary' }), fc.double(), fc.constant(null), fc.boolean()],
})

/** Objects of an OTLP document whose members are anything, often enough the right thing. */
function arbitraryMessage(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const loose = Object.entries(members).map(
    ([key, value]) => [key, fc.oneof({ weight: 8, arbitrary: value }, anything)] as const,
  )
  const message = fc.record(Object.fromEntries(loose), { requiredKeys: [] })
  return fc.oneof({ weight: 12, arbitrary: message }, anything)
}

const text = fc.string()
const number = fc.oneof(fc.nat(), fc.nat().map(String))
const value = arbitraryMessage({ stringValue: text, intValue: number, arrayValue: fc.constant({}) })
const attributes = fc.array(arbitraryMessage({ key: text, value }), { maxLength: 2 })
const ids = { traceId: fc.constant(TRACE), spanId: fc.constant(SPAN) }
const span = arbitraryMessage({
  ...ids,
  parentSpanId: fc.constant(SPAN),
  name: text,
  kind: fc.oneof(fc.nat(5), fc.constant('SPAN_KIND_CLIENT')),
  startTimeUnixNano: number,
  status: arbitraryMessage({ code: number, message: text }),
  attributes,
  events: fc.array(arbitraryMessage({ name: text, attributes }), { maxLength: 2 }),
  links: fc.array(arbitraryMessage({ ...ids, attributes, flags: number }), { maxLength: 2 }),
})
const scopeSpans = arbitraryMessage({
  scope: arbitraryMessage({ name: text, attributes }),
  spans: fc.array(span, { maxLength: 3 }),
})
const document = arbitraryMessage({
  resourceSpans: fc.array(
    arbitraryMessage({
      resource: arbitraryMessage({ attributes }),
      scopeSpans: fc.array(scopeSpans),
    }),
    { maxLength: 3 },
  ),
})

describe('a document gives spans and notes, or is malformed', () => {
  test('of any shape', () => {
    fc.assert(
      fc.property(document, (json) => {
        try {
          const batch = decodeJsonObject(json)
          readAll(batch)
          if (batch.rejected > 0) expect(batch.notes.length).toBeGreaterThan(0)
        } catch (error) {
          if (!(error instanceof MalformedJson)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  test.each(['', '{', 'null', '5', '"x"', '[]', '{"resourceSpans":5}', '{"resourceSpans":[}'])(
    '%j is malformed',
    (json) => {
      expect(() => decodeJson(json)).toThrow(MalformedJson)
    },
  )

  test.each(['{}', '{"resourceSpans":[]}', '{"resourceSpans":null}', '{"other":1}'])(
    '%j has no spans',
    (json) => {
      expect(decodeJson(json)).toMatchObject({ length: 0, rejected: 0, notes: [] })
    },
  )

  test('with brackets that nest 100,000 levels deep', () => {
    const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`
    for (const member of ['traceId', 'name', 'kind', 'links', 'attributes', 'status', 'x']) {
      const json = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"${member}":${deep}}]}]}]}`
      expect(decodeJson(json)).toMatchObject({ length: 0, rejected: 1 })
    }
    // Beside a long integer the engine's parser recurses, and runs out of stack.
    expect(() => decodeJson(`{"n":12345678901234567890,"x":${deep}}`)).toThrow(MalformedJson)
  })

  test('notes stop at 100, the count does not', () => {
    const batch = decodeJson(documentOf(...Array.from({ length: 150 }, () => ({}))))
    expect(batch.rejected).toBe(150)
    expect(batch.notes).toHaveLength(100)
  })

  test('a broken resource or scope rejects every span inside, and counts them', () => {
    const good = { traceId: TRACE, spanId: SPAN, name: 'good' }
    const broken = { attributes: 5 }
    const batch = decodeJsonObject({
      resourceSpans: [
        { resource: broken, scopeSpans: [{ spans: [good, good] }, { spans: [good] }] },
        { scopeSpans: [{ scope: broken, spans: [good, good] }, { spans: [good] }] },
      ],
    })
    expect(batch).toMatchObject({ length: 1, rejected: 5 })
    expect(batch.notes.map((note) => note.path)).toEqual([
      'resourceSpans[0]',
      'resourceSpans[1].scopeSpans[0]',
    ])
  })
})

describe('integers', () => {
  test('of 64 bits are exact, as numbers and as strings', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (int) => {
        expect(valueOf(`{"intValue":${int}}`)).toBe(int)
        expect(valueOf(`{"intValue":"${int}"}`)).toBe(int)
        expect(valueOf(`{"intValue" : \n ${int} \n}`)).toBe(int)
      }),
    )
  })

  test('times of 64 bits are exact, as numbers and as strings', () => {
    const batch = spanWith(
      '"startTimeUnixNano":18446744073709551615,"endTimeUnixNano":"18446744073709551615"',
    )
    expect(batch.span(0)).toMatchObject({ start: 2n ** 64n - 1n, end: 2n ** 64n - 1n })
    expect([...batch.start, ...batch.end]).toEqual(Array(4).fill(0xffffffff))
  })

  test.each([
    '"intValue":9223372036854775808',
    '"intValue":"-9223372036854775809"',
    '"intValue":1.5',
    '"intValue":1e300',
    '"intValue":"1e3"',
    '"intValue":" 1"',
    '"intValue":"0x1"',
    '"intValue":true',
    '"intValue":{}',
    `"intValue":${'9'.repeat(400)}`,
    '"boolValue":"yes"',
    '"boolValue":1',
    '"doubleValue":"ten"',
    '"doubleValue":""',
    '"stringValue":5',
    '"bytesValue":5',
    '"bytesValue":"?"',
    '"arrayValue":[]',
    '"arrayValue":{"values":5}',
    '"kvlistValue":[]',
  ])('a value of {%s} rejects its span with a note', (member) => {
    const batch = spanWith(`"attributes":[{"key":"k","value":{${member}}}]`)
    expect(batch).toMatchObject({ length: 0, rejected: 1 })
    expect(batch.notes[0].path).toBe('resourceSpans[0].scopeSpans[0].spans[0]')
  })

  test.each([
    '"startTimeUnixNano":-1',
    '"startTimeUnixNano":18446744073709551616',
    '"flags":4294967296',
    '"droppedLinksCount":-1',
    '"kind":"SPAN_KIND_NEW"',
    '"traceId":12345678901234567890',
    '"spanId":["00f067aa0ba902b7"]',
    '"name":5',
  ])('a span with {%s} is rejected with a note', (member) => {
    const batch = spanWith(member)
    expect(batch).toMatchObject({ length: 0, rejected: 1 })
    expect(batch.notes[0].message).not.toContain('BigInt')
  })
})

test.each([
  ['"NaN"', NaN],
  ['"Infinity"', Infinity],
  ['"-Infinity"', -Infinity],
  ['"-0"', -0],
  ['-0', -0],
  ['1e400', Infinity],
  ['"1.5e3"', 1500],
  ['12345678901234567168', 12345678901234567168],
])('a double of %s is %d', (json, double) => {
  expect(valueOf(`{"doubleValue":${json}}`)).toBe(double)
})

test('a oneof of which all but one member is null has that member', () => {
  expect(valueOf('{"stringValue":null,"boolValue":null,"intValue":"5","arrayValue":null}')).toBe(5n)
  expect(valueOf('{"stringValue":null}')).toBeNull()
  expect(valueOf('null')).toBeNull()
  expect(valueOf('{}')).toBeNull()
})

test('keys of the prototype are keys like any other', () => {
  const batch = spanWith(
    '"__proto__":{"name":"wrong","kind":3},"constructor":5,' +
      '"attributes":[{"key":"__proto__","value":{"stringValue":"x"},"__proto__":{"key":"wrong"}}]',
  )
  expect(batch.span(0)).toMatchObject({
    name: '',
    kind: 0,
    attributes: [{ key: '__proto__', value: 'x' }],
  })
  expect(({} as { name?: string }).name).toBeUndefined()
})

test('a lone surrogate becomes U+FFFD, as in protobuf', () => {
  const lone = String.raw`a\ud800b`
  const batch = spanWith(
    `"name":"${lone}","attributes":[{"key":"${lone}","value":{"stringValue":"${lone}"}}]`,
  )
  expect(batch.strings[batch.name[0]]).toBe('a\ufffdb')
  expect(batch.span(0)).toMatchObject({
    name: 'a\ufffdb',
    attributes: [{ key: 'a\ufffdb', value: 'a\ufffdb' }],
  })
})

test('values that nest deeper than 64 levels reject their span', () => {
  const nested = (depth: number) =>
    spanWith(
      `"attributes":[{"key":"k","value":${'{"arrayValue":{"values":['.repeat(depth)}{"boolValue":true}${']}}'.repeat(depth)}}]`,
    )
  expect(nested(64).length).toBe(1)
  readAll(nested(64))
  expect(nested(65)).toMatchObject({ length: 0, rejected: 1 })
  expect(nested(5000)).toMatchObject({ length: 0, rejected: 1 })
})

test('10,000 attributes are taken', () => {
  const attributes = Array.from({ length: 10_000 }, (_, i) => ({ key: `k${i}`, value: {} }))
  expect(spanWith(`"attributes":${JSON.stringify(attributes)}`).span(0).attributes).toHaveLength(
    10_000,
  )
})

describe('ids', () => {
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')

  test('are hex of either case or base64, each field for itself', () => {
    const batch = decodeJson(
      documentOf({
        traceId: base64(TRACE),
        spanId: SPAN.toUpperCase(),
        parentSpanId: base64(SPAN),
        links: [{ traceId: TRACE.toUpperCase(), spanId: base64(SPAN) }],
      }),
    )
    expect(batch.span(0)).toMatchObject({
      ref: { traceId: TRACE, spanId: SPAN },
      parentSpanId: SPAN,
      links: [{ to: { valid: true, ref: { traceId: TRACE, spanId: SPAN } } }],
    })
  })

  test.each(['', '0'.repeat(32), 'xyz', TRACE.slice(1), `${TRACE}0`, ` ${TRACE}`, null, 5, {}])(
    'a span with the trace id %j is rejected with a note',
    (traceId) => {
      const batch = decodeJson(documentOf({ traceId, spanId: SPAN }))
      expect(batch).toMatchObject({ length: 0, rejected: 1 })
      expect(batch.notes).toHaveLength(1)
    },
  )

  test.each([undefined, null, '', '0'.repeat(16), 'AAAAAAAAAAA='])(
    'a parent id of %j is no parent',
    (parentSpanId) => {
      const batch = decodeJson(documentOf({ traceId: TRACE, spanId: SPAN, parentSpanId }))
      expect(batch.notes).toEqual([])
      expect(batch.span(0).parentSpanId).toBeNull()
    },
  )

  test.each(['x', 'abc', 5, {}])('a parent id of %j is noted', (parentSpanId) => {
    const batch = decodeJson(documentOf({ traceId: TRACE, spanId: SPAN, parentSpanId }))
    expect(batch.length).toBe(1)
    expect(batch.notes).toHaveLength(1)
    expect(batch.span(0).parentSpanId).toBeNull()
  })

  test('of a link that name no span are kept, with the reason', () => {
    const ends = [
      [['', SPAN], { traceId: '', spanId: SPAN, reason: 'zero id' }],
      [['0'.repeat(32), SPAN], { traceId: '0'.repeat(32), spanId: SPAN, reason: 'zero id' }],
      [
        [base64(TRACE), '0'.repeat(16)],
        { traceId: TRACE, spanId: '0'.repeat(16), reason: 'zero id' },
      ],
      [[null, null], { traceId: '', spanId: '', reason: 'zero id' }],
      [['ABC', SPAN], { traceId: 'abc', spanId: SPAN, reason: 'wrong length' }],
      [['<b>', SPAN], { traceId: '<b>', spanId: SPAN, reason: 'not an id' }],
    ] as const
    for (const [[traceId, spanId], end] of ends) {
      expect(linkEndOf(traceId, spanId)).toEqual({ valid: false, ...end })
    }
  })
})

test('a kind and a status code may be names', () => {
  const batch = spanWith('"kind":"SPAN_KIND_CONSUMER","status":{"code":"STATUS_CODE_ERROR"}')
  expect(batch.span(0)).toMatchObject({ kind: 5, statusCode: 2 })
  expect([batch.kind[0], batch.status[0]]).toEqual([5, 2])
})
