import * as fc from 'fast-check'
import { NASTY_TEXTS } from './nasty.ts'

/** What may stand where a number, an id or a text is expected. */
const text = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'binary', maxLength: 6 }))
const odd = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, -1, 0.5, 1e300, [], {}, [[]], [null], { value: {} }),
)

/** Mostly what is right, now and then something else, or nothing. */
function mostly(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 10, arbitrary: right }, { weight: 1, arbitrary: odd })
}

function message(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const loose = Object.entries(members).map(([key, value]) => [key, mostly(value)] as const)
  return fc.record(Object.fromEntries(loose), { requiredKeys: [] })
}

const idOf = (size: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.uint8Array({ minLength: size, maxLength: size }).map(hex) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: size, maxLength: size }).map(base64) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: size + 2 }).map(hex) },
  )
const traceId = idOf(16)
const spanId = idOf(8)
const time = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 65n) - 1n }).map(String),
  fc.nat(),
  fc.maxSafeNat(),
  fc.double(),
)
const value = fc.letrec((tie) => ({
  value: message({
    stringValue: text,
    boolValue: fc.boolean(),
    intValue: time,
    doubleValue: fc.double(),
    bytesValue: text,
    arrayValue: message({ values: fc.array(tie('value'), { maxLength: 2 }) }),
    kvlistValue: message({ values: fc.array(tie('pair'), { maxLength: 2 }) }),
  }),
  pair: message({ key: text, value: tie('value') }),
}))
const attributes = fc.array(value.pair, { maxLength: 3 })
const link = message({ traceId, spanId, traceState: text, flags: fc.nat(), attributes })
const event = message({ timeUnixNano: time, name: text, attributes })
const span = message({
  traceId,
  spanId,
  parentSpanId: spanId,
  traceState: text,
  name: text,
  kind: fc.oneof(fc.integer(), fc.constantFrom('SPAN_KIND_SERVER', 'SPAN_KIND_')),
  startTimeUnixNano: time,
  endTimeUnixNano: time,
  attributes,
  events: fc.array(event, { maxLength: 2 }),
  links: fc.array(link, { maxLength: 3 }),
  droppedLinksCount: fc.integer(),
  status: message({
    code: fc.oneof(fc.integer(), fc.constant('STATUS_CODE_ERROR')),
    message: text,
  }),
})
const scope = message({ name: text, version: text, attributes })
const group = message({
  resource: message({ attributes }),
  schemaUrl: text,
  scopeSpans: fc.array(message({ scope, spans: fc.array(span, { maxLength: 3 }) }), {
    maxLength: 2,
  }),
})

/** Documents whose shape is nearly OTLP's, and whose values are anything. */
export const arbitraryOtlpJson: fc.Arbitrary<Uint8Array> = message({
  resourceSpans: fc.array(group, { maxLength: 2 }),
}).map((document) => new TextEncoder().encode(JSON.stringify(document) ?? ''))

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
