import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySpan } from '../testing/arbitrary-span.ts'
import { batchOf } from '../testing/tables.ts'
import { draw, drawnRef } from '../testing/trace-notation.ts'
import { type Attributes, attributeText } from './attributes.ts'
import { spanKey } from './ids.ts'
import type { Span } from './span.ts'
import { indexText } from './text-index.ts'

function finder(spans: readonly Span[]) {
  const index = ended(
    indexText(
      batchOf(spans),
      Uint32Array.from(spans, (_, i) => i),
    ),
  )
  return (text: string) => [...ended(index.find(text))]
}

describe('a span is found by', () => {
  const { spans } = draw(`
    trace t
    0-9 Shop "GET /Orders" server order.id=A-17 big=9007199254740993
      1-2 db query -> x/there(note=linked)
      3-4 db other`)
  const find = finder(spans)
  const cases = {
    'its name, whatever the case': ['get /orders', [0]],
    'its service': ['shop', [0]],
    'the key of an attribute': ['order.id', [0]],
    'the value of an attribute': ['a-17', [0]],
    'key and value together': ['order.id=A-17', [0]],
    'a number too large for a double': ['9007199254740993', [0]],
    'its own id': [drawnRef('t/other').spanId, [2]],
    'the span that it links to': [spanKey(drawnRef('x/there')), [1]],
    'the trace that it links to': [drawnRef('x/there').traceId, [1]],
    'an attribute of its link': ['note=linked', [1]],
    'its resource': ['service.name=db', [1, 2]],
    'its scope': ['drawing', [0, 1, 2]],
    'what stands around a blank': ['  query ', [1]],
  } as const
  for (const [how, [text, rows]] of Object.entries(cases)) {
    it(how, () => expect(find(text)).toEqual(rows))
  }
})

it('nothing is found by nothing, nor by what no span has', () => {
  const find = finder(draw('trace t\n0-1 s one').spans)
  expect(find('')).toEqual([])
  expect(find('   ')).toEqual([])
  expect(find('two')).toEqual([])
})

it('finds the rows that a look through every part of every span finds', () => {
  const needle = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', '=', '0', 'é', '{'))
  fc.assert(
    fc.property(fc.array(arbitrarySpan, { maxLength: 6 }), needle, (spans, text) => {
      const wanted = text.trim().toLowerCase()
      const expected = spans.flatMap((span, row) =>
        wanted !== '' && partsOf(span).some((part) => part.toLowerCase().includes(wanted))
          ? [row]
          : [],
      )
      expect(finder(spans)(text)).toEqual(expected)
    }),
  )
})

function ended<T>(work: Iterator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/** What a reader of the span could point at, one by one. */
function partsOf(span: Span): string[] {
  const lines = (attributes: Attributes) =>
    attributes.map(({ key, value }) => `${key}=${attributeText(value)}`)
  const service = span.resource.attributes.find(({ key }) => key === 'service.name')?.value
  return [
    span.name,
    typeof service === 'string' ? service : '',
    span.ref.spanId,
    span.statusMessage,
    span.traceState,
    span.scope.name,
    span.scope.version,
    ...lines(span.resource.attributes),
    ...lines(span.scope.attributes),
    ...lines(span.attributes),
    ...span.events.flatMap((event) => [event.name, ...lines(event.attributes)]),
    ...span.links.flatMap((link) => [
      link.to.valid ? spanKey(link.to.ref) : `${link.to.traceId}:${link.to.spanId}`,
      link.traceState,
      ...lines(link.attributes ?? []),
    ]),
  ]
}
