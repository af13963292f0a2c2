import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTrace } from '../testing/arbitrary-span.ts'
import { batchOf } from '../testing/tables.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../testing/trace-notation.ts'
import { summariseSpan, summariseTrace } from './summarise.ts'
import type { TraceSummary } from './summary.ts'

const at = (ms: number) => DRAWN_ORIGIN + BigInt(ms) * 1_000_000n

function summaryOf(drawing: string): TraceSummary {
  const batch = batchOf(draw(drawing).spans)
  return summariseTrace(
    batch,
    Uint32Array.from({ length: batch.length }, (_, i) => i),
  )
}

describe('the line of a trace', () => {
  test('counts what its spans hold and is named after its root', () => {
    const summary = summaryOf(`
      trace t
      10-90 jobs batch -> a/x -> b/y
        5-20 db select !error
        30-120 jobs item -> c/z
    `)
    expect(summary).toMatchObject({
      traceId: drawnRef('t/batch').traceId,
      rootSpanId: drawnRef('t/batch').spanId,
      rootService: 'jobs',
      rootName: 'batch',
      start: at(5),
      end: at(120),
      spanCount: 3,
      errorCount: 1,
      services: ['db', 'jobs'],
      linksOut: 3,
      linkedFrom: null,
    })
    expect(summary.shape.map((bar) => bar.depth)).toEqual([1, 0, 1])
  })

  test('without its root it is named after the earliest span', () => {
    const summary = summaryOf(`
      trace t
      20-90 db select ^gone
      10-30 shop list ^gone
    `)
    expect(summary).toMatchObject({ rootSpanId: null, rootService: 'shop', rootName: 'list' })
  })

  test('an unknown start says nothing about when it began', () => {
    const summary = summaryOf(`
      trace t
      ?-90 db select
      10-30 shop list
    `)
    expect(summary).toMatchObject({ start: at(10), end: at(90) })
  })

  test('it does not depend on the order of the spans', () => {
    fc.assert(
      fc.property(
        arbitraryTrace({ distinct: true }).filter((spans) => spans.length > 0),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (spans, weights) => {
          const batch = batchOf(spans)
          const order = Uint32Array.from(spans, (_, i) => i)
          const shuffled = order.toSorted((a, b) => weights[a] - weights[b])
          expect(summariseTrace(batch, shuffled)).toEqual(summariseTrace(batch, order))
        },
      ),
    )
  })
})

test('one span is summed up as another trace shows it', () => {
  const { spans } = draw(`
    trace t
    10-90 jobs batch consumer !error
  `)
  expect(summariseSpan(batchOf(spans), 0)).toEqual({
    ref: drawnRef('t/batch'),
    service: 'jobs',
    name: 'batch',
    kind: 5,
    status: 2,
    start: at(10),
    end: at(90),
  })
})
