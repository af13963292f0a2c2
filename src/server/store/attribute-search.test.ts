import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AttributeValue, attributeText } from '../../model/attributes.ts'
import type { SpanId, TraceId } from '../../model/ids.ts'
import type { Span } from '../../model/span.ts'
import type { TraceQuery, TraceSort } from '../../sources/source.ts'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import { ANY_TRACE, NO_LIMITS, storeProto } from '../harness.ts'
import { AttributeIndexer } from './attribute-indexer.ts'
import { matchesAttributes } from './attribute-match.ts'
import { Database } from './database.ts'
import { Dictionary } from './dictionary.ts'
import { Store } from './store.ts'

const [drawn] = draw(`
  trace a
  0-10 shop receive
`).spans

const VALUES: AttributeValue[] = [
  '',
  'a',
  'true',
  '7',
  'é',
  '\ufffd',
  true,
  7n,
  -7n,
  300n,
  1n << 40n,
  7,
  0.5,
  null,
  Uint8Array.of(1, 0xff),
  [7n, 'a'],
  { entries: [{ key: 'k', value: 'a' }] },
]
const value = fc.constantFrom(...VALUES)
const attributes = fc.array(
  fc.record({ key: fc.constantFrom('', 'k', 'order.id', '__proto__', 'ké'), value }),
  { maxLength: 3 },
)
const span = fc.record({
  trace: fc.integer({ min: 1, max: 12 }),
  at: fc.integer({ min: 0, max: 30 }),
  attributes,
  host: fc.constantFrom('x', 'y'),
})
const spans = fc.array(span, { minLength: 1, maxLength: 40 }).map((all) =>
  all.map(({ trace, at, host, attributes: own }, i): Span => ({
    ...drawn,
    start: drawn.start + BigInt(at),
    attributes: own,
    resource: { ...drawn.resource, attributes: [{ key: 'host', value: host }] },
    ref: {
      traceId: trace.toString(16).padStart(32, '0') as TraceId,
      spanId: (i + 1).toString(16).padStart(16, '0') as SpanId,
    },
  })),
)
const sizes = { spansABlock: 2, blocksAGroup: 4, spansAtOnce: 10, behind: 1 }

test('what the index leads to is what a look at every span finds, wherever the index ends', () =>
  fc.assert(
    fc.asyncProperty(
      spans,
      fc.nat(6),
      fc.constantFrom<TraceSort[]>('newest', 'oldest', 'longest', 'shortest'),
      fc.constantFrom(1, 3, 100),
      async (given, steps, sort, limit) => {
        const database = Database.open(null)
        const store = Store.over(database, NO_LIMITS, () => expect.unreachable())
        for (const one of given) await storeProto(store, protoOf([one]))
        const indexer = new AttributeIndexer(database, new Dictionary(database), sizes)
        for (let i = 0; i < steps; i++) indexer.step()
        for (const attribute of given.flatMap((s) => [...s.attributes, ...s.resource.attributes])) {
          const filters = [{ key: attribute.key, value: attributeText(attribute.value) }]
          const query: TraceQuery = { ...ANY_TRACE, attributes: filters, sort, limit: 100 }
          const { traces } = await store.search(query, new AbortController().signal)
          const ids = traces.map(({ traceId }) => traceId)
          const matching = given.filter((s) => matchesAttributes(s, filters))
          const expected = new Set(matching.map(({ ref }) => ref.traceId))
          expect(new Set(ids)).toEqual(expected)
          const all = await store.search(
            { ...ANY_TRACE, sort, limit: 100 },
            new AbortController().signal,
          )
          expect(ids).toEqual(
            all.traces.map(({ traceId }) => traceId).filter((id) => expected.has(id)),
          )
          const some = await store.search({ ...query, limit }, new AbortController().signal)
          expect(some.traces.map(({ traceId }) => traceId)).toEqual(ids.slice(0, limit))
          expect(some.more).toBe(ids.length > limit)
        }
        await store.close()
      },
    ),
    { numRuns: 25 },
  ))
