import { ADAPTERS } from '../testing/contract/adapters.ts'
import { SCENARIO_SPANS } from '../testing/contract/bad-answer-rules.ts'
import { answersDoor } from '../testing/fuzz/answers-door.ts'
import { batchDoor, countIn, itemsAt } from '../testing/fuzz/batch-door.ts'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { mentionsInProto } from '../testing/fuzz/mentions.ts'
import { DRAWN_SPANS, SEED_SPANS } from '../testing/fuzz/seed-spans.ts'
import { STAGED } from '../testing/contract/staged-subjects.ts'
import { jaegerJson } from '../testing/jaeger-json.ts'
import { signozV1Json } from '../testing/signoz-json.ts'
import { decodeTraces } from './decode.ts'
import type { Encoding } from './source.ts'

const utf8 = new TextEncoder()
const { signal } = new AbortController()

/** Documents of each encoding, as the stand-ins of the sources hand them out. */
const documents = new Map<Encoding, Uint8Array[]>([
  ['victoria-jaeger', [utf8.encode(JSON.stringify(jaegerJson(DRAWN_SPANS, 'victoria')))]],
  ['signoz-v1', [utf8.encode(JSON.stringify(signozV1Json(DRAWN_SPANS)))]],
])
for (const { kind, name, answer } of STAGED) {
  for (const spans of SEED_SPANS) {
    const source = ADAPTERS[kind]({ id: 's', name, base: 'http://staged', fetch: answer(spans) })
    for (const traceId of new Set(spans.map(({ ref }) => ref.traceId))) {
      // What a source’s format can't say it does not hand out.
      const trace = await source.fetchTrace(traceId, signal).catch(() => null)
      if (!trace) continue
      const known = documents.get(trace.encoding) ?? []
      documents.set(trace.encoding, [...known, new Uint8Array(trace.bytes)])
    }
  }
}

/** Nanoseconds of the unit of numbers that are times. */
const UNITS: Partial<Record<Encoding, bigint>> = {
  'otlp-protobuf': 1n,
  'tempo-protobuf': 1n,
  'otlp-json': 1n,
  'tempo-json': 1n,
  'jaeger-v3': 1n,
  'jaeger-json': 1000n,
  'victoria-jaeger': 1000n,
  'victoria-rows': 1n,
}

/** Where the spans of a document stand. */
const PATHS: Partial<Record<Encoding, readonly string[]>> = {
  'jaeger-json': ['data', 'spans'],
  'victoria-jaeger': ['data', 'spans'],
}

for (const [encoding, some] of documents) {
  const path = PATHS[encoding]
  fuzz(
    batchDoor({
      name: `answer-${encoding}`,
      documents: some.slice(0, 8),
      decode: (bytes) => decodeTraces(Uint8Array.from(bytes).buffer, encoding),
      ...(encoding.endsWith('protobuf') && { mentions: mentionsInProto }),
      unit: UNITS[encoding] ?? null,
      count: (bytes) => (path ? countIn(bytes, (document) => itemsAt(document, path)) : null),
    }),
  )
}

for (const kind of ['jaeger', 'tempo', 'victoria', 'signoz'] as const) {
  const versions = STAGED.filter((staged) => staged.kind === kind).map(({ name, answer }) => ({
    answer: answer(SCENARIO_SPANS),
    sourceOf: (fetch: typeof globalThis.fetch) =>
      ADAPTERS[kind]({ id: 's', name, base: 'http://staged', fetch }),
  }))
  fuzz(answersDoor(kind, versions))
}
