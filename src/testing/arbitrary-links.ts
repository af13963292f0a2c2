import * as fc from 'fast-check'
import type { Span } from '../model/span.ts'
import { draw } from './trace-notation.ts'

/** Traces that are there, and one that links point to and nobody sent. */
const THERE = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const LABELS = [...THERE, 'gone']
const SPANS = ['x', 'y']
/** Links may point to a span that is not in its trace. */
const TARGETS = [...SPANS, 'missing']

interface DrawnSpan {
  readonly start: number
  readonly took: number
  readonly failed: boolean
  readonly links: readonly (readonly [trace: string, span: string])[]
}

const arbitrarySpan: fc.Arbitrary<DrawnSpan> = fc.record({
  start: fc.integer({ min: -100, max: 100 }),
  took: fc.nat({ max: 50 }),
  failed: fc.boolean(),
  links: fc.array(fc.tuple(fc.constantFrom(...LABELS), fc.constantFrom(...TARGETS)), {
    maxLength: 3,
  }),
})

/**
 * A few traces of two spans each with links at random between them: cycles, diamonds, duplicates, links to themselves and within
 * the trace, targets that are shared, missing or in the future. The first trace is `a`.
 */
export const arbitraryLinkedTraces: fc.Arbitrary<Span[]> = fc
  .array(fc.tuple(arbitrarySpan, arbitrarySpan), { minLength: 1, maxLength: THERE.length })
  .map((traces) => [...draw(traces.map(drawing).join('\n')).spans])

function drawing(spans: readonly DrawnSpan[], i: number): string {
  const lines = spans.map(({ start, took, failed, links }, j) => {
    const targets = links.map(([trace, span]) => `-> ${trace}/${span}`).join(' ')
    const status = failed ? '!error' : ''
    return `${'  '.repeat(j)}${start}-${start + took} s${i % 3} ${SPANS[j]} ${status} ${targets}`
  })
  return [`trace ${THERE[i]}`, ...lines].join('\n')
}
