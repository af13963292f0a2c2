import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTrace } from '../testing/arbitrary-span.ts'
import { checkBuilt } from '../testing/check-table.ts'
import { dump } from '../testing/dump.ts'
import { batchOf, dumpDrawn, tableOf } from '../testing/tables.ts'
import { DRAWN_ORIGIN, draw } from '../testing/trace-notation.ts'
import type { Span } from './span.ts'
import { buildTrace, groupByTrace } from './trace-builder.ts'
import { MAX_PROBLEM_ROWS, tableBuffers } from './trace-table.ts'

const tableOfDrawing = (drawing: string) => tableOf(draw(drawing).spans)

describe('the tree', () => {
  test('is in pre-order, siblings by start, whatever order the spans arrive in', () => {
    expect(
      dumpDrawn(`
        trace t
        60-70 s late ^root
        20-25 s inner ^early
        0-100 s root
        10-50 s early ^root
        200-210 s second-root
      `),
    ).toBe(
      [
        '0-100 s root',
        '  10-50 s early',
        '    20-25 s inner',
        '  60-70 s late',
        '200-210 s second-root',
      ].join('\n'),
    )
  })

  test('equal starts keep the order of arrival', () => {
    expect(
      dumpDrawn(`
        trace t
        0-9 s root
          1-2 s b
          1-2 s a
          1-2 s c
      `),
    ).toBe(['0-9 s root', '  1-2 s b', '  1-2 s a', '  1-2 s c'].join('\n'))
  })

  test('a span without its parent is a root, and is noted', () => {
    expect(
      dumpDrawn(`
        trace t
        0-9 s root
        1-2 s orphan ^gone
          1-2 s child
      `),
    ).toBe(
      ['0-9 s root', '1-2 s orphan', '  1-2 s child', '! missing parent x1: orphan'].join('\n'),
    )
  })

  test('a span that is its own parent is a root, and is noted', () => {
    expect(dumpDrawn('trace t\n0-9 s a ^a')).toBe('0-9 s a\n! parent cycle x1: a')
  })

  test('a parent cycle is opened at its earliest span, and is noted once', () => {
    expect(
      dumpDrawn(`
        trace t
        2-9 s c ^b
        0-9 s a ^c
        1-9 s b ^a
          3-4 s below
        -5-0 s early ^below
      `),
    ).toBe(
      [
        '5-14 s a',
        '  6-14 s b',
        '    7-14 s c',
        '    8-9 s below',
        '      0-5 s early',
        '! parent cycle x1: a',
        '! outside its parent x1: early',
      ].join('\n'),
    )
  })

  test('two spans with one id both stay; the earlier one has the children', () => {
    expect(
      dumpDrawn(`
        trace t
        5-9 s twin
          6-7 s child
        0-4 s twin
      `),
    ).toBe(
      [
        '0-4 s twin',
        '  6-7 s child',
        '5-9 s twin',
        '! duplicate span id x1: twin',
        '! outside its parent x1: child',
      ].join('\n'),
    )
  })

  test('a chain of 100,000 spans is built without recursion', () => {
    const [root] = draw('trace t\n0-1 s root').spans
    const id = (i: number) => (i + 1).toString(16).padStart(16, '0') as Span['ref']['spanId']
    const chain = Array.from({ length: 100_000 }, (_, i) => ({
      ...root,
      ref: { ...root.ref, spanId: id(i) },
      parentSpanId: i === 0 ? null : id(i - 1),
    }))
    const { depth, problems } = tableOf(chain.toReversed())
    expect(depth.at(-1)).toBe(99_999)
    expect(problems).toEqual([])
  }, 60_000)
})

describe('times', () => {
  test('a span without a start sits at the origin, and is noted', () => {
    expect(
      dumpDrawn(`
        trace t
        10-20 s root
          ?-15 s unknown
          12-15 s known
      `),
    ).toBe(
      ['0-10 s root', '  0-0 s unknown', '  2-5 s known', '! no start time x1: unknown'].join('\n'),
    )
  })

  test('a trace without any start is at time 0', () => {
    expect(tableOfDrawing('trace t\n?-? s a\n  ?-5 s b')).toMatchObject({ origin: 0n, duration: 0 })
  })

  test('a span that ends before it starts has no duration, and is noted', () => {
    expect(dumpDrawn('trace t\n0-9 s root\n  5-4 s back')).toBe(
      '0-9 s root\n  5-5 s back\n! ends before it starts x1: back',
    )
  })

  test('a span outside of its parent is noted, one that fills it is not', () => {
    expect(
      dumpDrawn(`
        trace t
        0-9 s root
          0-9 s whole
          8-10 s beyond
      `),
    ).toBe(
      ['0-9 s root', '  0-9 s whole', '  8-10 s beyond', '! outside its parent x1: beyond'].join(
        '\n',
      ),
    )
  })

  test('offsets are exact to 104 days, and beyond it is noted', () => {
    const [span] = draw('trace t\n0-0 s a').spans
    const spans = [2n ** 53n - 1n, 2n ** 53n].map((length, i) => ({
      ...span,
      ref: { ...span.ref, spanId: `000000000000000${i + 1}` as Span['ref']['spanId'] },
      start: 3n,
      end: 3n + length,
    }))
    const table = tableOf(spans)
    expect(table.origin).toBe(3n)
    expect([...table.spanDuration].map(BigInt)).toEqual([2n ** 53n - 1n, 2n ** 53n])
    expect(table.problems).toEqual([{ kind: 'longer than 104 days', count: 1, rows: [1] }])
  })

  test('the whole range of OTLP neither overflows nor becomes negative', () => {
    const [span] = draw('trace t\n0-0 s a').spans
    const table = tableOf([{ ...span, start: 1n, end: 2n ** 64n - 1n }])
    expect(table.duration).toBe(2 ** 64)
  })

  test('the origin is the earliest start, not the first', () => {
    expect(tableOfDrawing('trace t\n7-9 s a\n3-9 s b').origin).toBe(DRAWN_ORIGIN + 3_000_000n)
  })
})

describe('links', () => {
  test('have columns, and backlinks where they stay in the trace', () => {
    expect(
      dumpDrawn(`
        trace t
        0-9 s root -> u/elsewhere -> second -> self
          1-2 s first -> second -> second
          3-4 s second -> gone
        5-6 s self -> self
      `),
    ).toBe(
      [
        '0-9 s root -> u/elsewhere -> second -> self',
        '  1-2 s first -> second -> second',
        '  3-4 s second -> gone <- root <- first <- first',
        '5-6 s self -> self <- root <- self',
      ].join('\n'),
    )
  })

  test('to the same span id in another trace is no backlink', () => {
    const [a, b] = draw('trace t\n0-1 s a\n0-1 s b -> a').spans
    const [other] = draw('trace u\n0-1 s a').spans
    const to = { valid: true, ref: { ...other.ref, spanId: a.ref.spanId } } as const
    const table = tableOf([a, { ...b, links: [{ ...b.links[0], to }] }])
    expect(table.backlinkRows).toHaveLength(0)
  })

  test('that were dropped are counted', () => {
    expect(tableOfDrawing('trace t\n0-1 s a !dropped-links=372').droppedLinks[0]).toBe(372)
  })
})

test('a problem counts every row and lists the first', () => {
  const spans = Array.from({ length: 150 }, (_, i) => `${149 - i}-${200 - i} s x #${i} ^gone`).join(
    '\n',
  )
  const [problem] = tableOfDrawing(`trace t\n${spans}`).problems
  expect(problem.count).toBe(150)
  expect(problem.rows).toEqual(Array.from({ length: MAX_PROBLEM_ROWS }, (_, i) => i))
})

describe('any trace', () => {
  test('holds the invariants of its table', () => {
    fc.assert(
      fc.property(arbitraryTrace({ distinct: false }), (spans) => {
        fc.pre(spans.length > 0)
        tableOf(spans)
      }),
      { numRuns: 500 },
    )
  })

  test('gives the same table in whatever order its spans arrive, but for equal starts', () => {
    const shuffled = arbitraryTrace({ distinct: true }).chain((spans) =>
      fc.tuple(
        fc.constant(spans),
        fc.shuffledSubarray(spans, { minLength: spans.length, maxLength: spans.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([spans, others]) => {
        fc.pre(spans.length > 0)
        const a = tableOf(spans)
        const b = tableOf(others)
        expect(dump(b)).toBe(dump(a))
        for (const column of ['spanIds', 'parent', 'start', 'spanDuration', 'linkSpanIds'] as const)
          expect(b[column]).toEqual(a[column])
        expect(b.problems).toEqual(a.problems)
      }),
    )
  })
})

test('the traces of a document are told apart, interleaved as they may be', () => {
  const { spans } = draw(`
    trace a
    0-1 s a1
      0-1 s a2
    trace b
    0-1 s b1
    trace c
    0-1 s c1
    trace a
    0-1 s a3
  `)
  const batch = batchOf([...spans, spans[2]])
  const groups = groupByTrace(batch)
  const names = [...groups].map(([traceId, indices]) => {
    const built = buildTrace(batch, traceId, indices)
    checkBuilt(built, batch)
    return [...built.batchIndex].map((i) => batch.strings[batch.name[i]])
  })
  expect(names).toEqual([['a1', 'a2', 'a3'], ['b1', 'b1'], ['c1']])
  expect([...groups.keys()]).toEqual([spans[0], spans[2], spans[3]].map((s) => s.ref.traceId))
})

test('the buffers of a table are its own', () => {
  const batch = batchOf(draw('trace t\n0-1 s a -> u/x -> a').spans)
  const [[traceId, indices]] = groupByTrace(batch)
  const { table } = buildTrace(batch, traceId, indices)
  const ofBatch = new Set(
    Object.values(batch).map((v: unknown) => ArrayBuffer.isView(v) && v.buffer),
  )
  const buffers = tableBuffers(table)
  expect(buffers).toHaveLength(16)
  expect(buffers.filter((buffer) => ofBatch.has(buffer))).toEqual([])
  expect(structuredClone(table, { transfer: buffers })).toMatchObject({ length: 1 })
})
