import * as fc from 'fast-check'
import { hexOf } from '../base/hex.ts'
import { MAX_EPOCH_NANOS } from '../base/time.ts'
import type { AttributeValue, KeyValue, KeyValueMap } from '../model/attributes.ts'
import { type SpanId, type TraceId, isZero } from '../model/ids.ts'
import type { Link, LinkEnd, Resource, Scope, Span, SpanEvent } from '../model/span.ts'

/*
 * fast-check arbitraries of everything that OTLP can carry, in its nastier corners. Strings have no lone surrogates:
 * UTF-8 can't carry them, so no decoder lets one in and a span with one is not read back as it was written.
 */

const NASTY = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'service.name',
  '<img src=x onerror=alert(1)>',
  '"\'`\\ \u0000\u001f\u007f\u2028\u2029',
  '\ufeffbyte order mark',
  '日本語 – ñ 🧵👩‍👩‍👧',
  'javascript:alert(1)',
  '%ZZ &amp; ${x} {{x}}',
]

export const arbitraryString: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
)

function idOf(size: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: size, maxLength: size })
    .filter((bytes) => !isZero(bytes))
    .map((bytes) => hexOf(bytes))
}

export const arbitraryTraceId = idOf(16) as fc.Arbitrary<TraceId>
export const arbitrarySpanId = idOf(8) as fc.Arbitrary<SpanId>

const uint32 = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.nat())
const uint64 = fc.bigInt({ min: 0n, max: MAX_EPOCH_NANOS })
const int64 = fc.oneof(
  fc.constantFrom(0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
)

export const arbitraryValue: fc.Arbitrary<AttributeValue> = fc.letrec<{
  value: AttributeValue
  array: AttributeValue[]
  map: KeyValueMap
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    arbitraryString,
    fc.boolean(),
    int64,
    fc.double(),
    fc.uint8Array({ maxLength: 8 }),
    fc.constant(null),
    tie('array'),
    tie('map'),
  ),
  array: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.record({
    entries: fc.array(fc.record({ key: arbitraryString, value: tie('value') }), { maxLength: 4 }),
  }),
})).value

export const arbitraryAttributes: fc.Arbitrary<KeyValue[]> = fc.array(
  fc.record({ key: arbitraryString, value: arbitraryValue }),
  { maxLength: 5 },
)

/** A valid target, or a pair of ids that both encodings can carry and that name no span. */
const arbitraryLinkEnd: fc.Arbitrary<LinkEnd> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ traceId: arbitraryTraceId, spanId: arbitrarySpanId })
      .map((ref): LinkEnd => ({ valid: true, ref })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<LinkEnd>(
      { valid: false, traceId: '', spanId: '', reason: 'zero id' },
      { valid: false, traceId: '0'.repeat(32), spanId: '00f067aa0ba902b7', reason: 'zero id' },
      { valid: false, traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '', reason: 'zero id' },
      { valid: false, traceId: '0000', spanId: '00f067aa0ba902b7', reason: 'zero id' },
      { valid: false, traceId: '4bf9', spanId: '00f067aa0ba902b7', reason: 'wrong length' },
      {
        valid: false,
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        spanId: '00f067aa0ba902b700',
        reason: 'wrong length',
      },
    ),
  },
)

const arbitraryLink: fc.Arbitrary<Link> = fc.record({
  to: arbitraryLinkEnd,
  traceState: arbitraryString,
  flags: uint32,
  attributes: arbitraryAttributes,
  droppedAttributes: uint32,
})

const arbitraryEvent: fc.Arbitrary<SpanEvent> = fc.record({
  time: uint64,
  name: arbitraryString,
  attributes: arbitraryAttributes,
  droppedAttributes: uint32,
})

export const arbitraryResource: fc.Arbitrary<Resource> = fc.record({
  attributes: arbitraryAttributes,
  droppedAttributes: uint32,
  schemaUrl: arbitraryString,
})

const arbitraryScope: fc.Arbitrary<Scope> = fc.record({
  name: arbitraryString,
  version: arbitraryString,
  attributes: arbitraryAttributes,
  droppedAttributes: uint32,
  schemaUrl: arbitraryString,
})

/** Any span. Kind and status code also take numbers that OTLP does not name. */
export const arbitrarySpan: fc.Arbitrary<Span> = fc.record({
  ref: fc.record({ traceId: arbitraryTraceId, spanId: arbitrarySpanId }),
  parentSpanId: fc.option(arbitrarySpanId),
  traceState: arbitraryString,
  flags: uint32,
  name: arbitraryString,
  kind: fc.oneof(fc.nat(5), fc.constantFrom(6, 255, 256, 257, 0x7fffffff)),
  start: uint64,
  end: uint64,
  attributes: arbitraryAttributes,
  droppedAttributes: uint32,
  events: fc.array(arbitraryEvent, { maxLength: 3 }),
  droppedEvents: uint32,
  links: fc.array(arbitraryLink, { maxLength: 3 }),
  droppedLinks: uint32,
  statusCode: fc.oneof(fc.nat(2), fc.constantFrom(3, 258)),
  statusMessage: arbitraryString,
  resource: arbitraryResource,
  scope: arbitraryScope,
})

/**
 * Spans of one trace whose ids and parents come from a small pool, so that duplicates, orphans, cycles and links among
 * them are common.
 */
export function arbitraryTrace(options: { readonly distinct: boolean }): fc.Arbitrary<Span[]> {
  const pool = Array.from({ length: 12 }, (_, i) => `a0000000000000${i + 16}` as SpanId)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736' as TraceId
  const time = fc.bigInt({ min: 0n, max: 40n }).map((at) => (at === 0n ? 0n : 10n ** 18n + at))
  const link = fc.constantFrom(...pool).map((spanId): Link => ({
    to: { valid: true, ref: { traceId, spanId } },
    traceState: '',
    flags: 0,
    attributes: [],
    droppedAttributes: 0,
  }))
  const span = fc
    .record({
      ref: fc.constantFrom(...pool).map((spanId) => ({ traceId, spanId })),
      parentSpanId: fc.option(fc.constantFrom(...pool)),
      start: time,
      end: time,
      links: fc.array(link, { maxLength: 2 }),
      name: arbitraryString,
      kind: fc.nat(5),
      statusCode: fc.nat(2),
    })
    .map((drawn): Span => ({ ...PLAIN, ...drawn }))
  return options.distinct
    ? fc
        .uniqueArray(span, { maxLength: 12, selector: (s) => s.ref.spanId })
        .map((spans) => spans.map((s, i) => ({ ...s, start: 10n ** 18n + BigInt(i) * 3n })))
    : fc.array(span, { maxLength: 16 })
}

const NOTHING: Resource = { attributes: [], droppedAttributes: 0, schemaUrl: '' }

const PLAIN: Omit<Span, 'ref' | 'parentSpanId' | 'start' | 'end' | 'links' | 'name'> = {
  traceState: '',
  flags: 0,
  kind: 1,
  attributes: [],
  droppedAttributes: 0,
  events: [],
  droppedEvents: 0,
  droppedLinks: 0,
  statusCode: 0,
  statusMessage: '',
  resource: NOTHING,
  scope: { ...NOTHING, name: '', version: '' },
}
