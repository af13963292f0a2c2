import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StackKey } from '../model/link-graph/graph-items.ts'
import type { EdgeKey } from '../model/link-graph/link-graph.ts'
import { drawnTraceId } from '../testing/trace-notation.ts'
import {
  DEFAULT_GRAPH,
  GRAPH_COLUMNS,
  type GraphState,
  HOPS,
  STACKINGS,
  addGraphParams,
  graphFromParams,
} from './graph-state.ts'

function roundTrip(state: GraphState): GraphState {
  const params = new URLSearchParams()
  addGraphParams(params, state)
  return graphFromParams(new URLSearchParams(params.toString()))
}

const SPAN = `${'a'.repeat(32)}:${'b'.repeat(16)}`

describe('the state of a graph in a URL', () => {
  test('comes back as it was written', () => {
    const state: GraphState = {
      layout: 'timeline',
      shown: 'both',
      hops: Infinity,
      by: 'service',
      stacks: new Map([['a > b · "c" 7-8' as StackKey, { from: 20, to: 40 }]]),
      opened: new Map([
        [drawnTraceId('a'), { causes: 1 }],
        [drawnTraceId('b'), { effects: 0 }],
        [drawnTraceId('c'), { causes: 0, effects: 3 }],
      ]),
      selected: { what: 'trace', traceId: drawnTraceId('d') },
      find: 'order 7 & "more"',
      sort: { column: 'wait', descending: true },
    }
    expect(roundTrip(state)).toEqual(state)
  })

  test('comes back whatever it is', () => {
    const pages = fc.integer({ min: 0, max: 9999 })
    const label = fc.constantFrom('a', 'b', 'c', 'd').map(drawnTraceId)
    const opened = fc.oneof(
      fc.record({ causes: pages }),
      fc.record({ effects: pages }),
      fc.record({ causes: pages, effects: pages }),
    )
    const range = fc.tuple(fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }))
    const state = fc.record<GraphState>({
      layout: fc.constantFrom('causal', 'timeline'),
      shown: fc.constantFrom('picture', 'table', 'both'),
      hops: fc.constantFrom(...HOPS),
      by: fc.constantFrom(...STACKINGS),
      stacks: fc
        .array(fc.tuple(fc.string({ minLength: 1 }), range), { maxLength: 40 })
        .map(
          (all) =>
            new Map(all.map(([key, [from, n]]) => [key as StackKey, { from, to: from + n }])),
        ),
      opened: fc.array(fc.tuple(label, opened)).map((all) => new Map(all)),
      selected: fc.oneof(
        fc.constant(null),
        label.map((traceId) => ({ what: 'trace' as const, traceId })),
        fc.string().map((stack) => ({ what: 'stack' as const, stack: stack as StackKey })),
        fc.string().map((edge) => ({ what: 'links' as const, edge })),
      ),
      find: fc.string({ unit: 'grapheme' }),
      sort: fc.oneof(
        fc.constant(DEFAULT_GRAPH.sort),
        fc.record({ column: fc.constantFrom(...GRAPH_COLUMNS), descending: fc.boolean() }),
      ),
    })
    fc.assert(
      fc.property(state, (each) => {
        expect(roundTrip(each)).toEqual(each)
      }),
    )
  })

  test.each([
    { what: 'trace', traceId: drawnTraceId('d') },
    { what: 'stack', stack: 'stack stack' as StackKey },
    { what: 'link', edge: `${SPAN}>${SPAN}` as EdgeKey },
    { what: 'links', edge: 'a>b' },
  ] as const)('a selected $what comes back', (selected) => {
    expect(roundTrip({ ...DEFAULT_GRAPH, selected }).selected).toEqual(selected)
  })

  test('that is the default writes nothing', () => {
    const params = new URLSearchParams()
    addGraphParams(params, DEFAULT_GRAPH)
    expect(params.toString()).toBe('')
  })

  test('reads nonsense as the default', () => {
    const text =
      'layout=spiral&shown=song&hops=9&by=colour&stack=9-3%20a&stack=x&box=zz-c1&at=here&order=-colour'
    expect(graphFromParams(new URLSearchParams(text))).toEqual(DEFAULT_GRAPH)
  })

  test('opens no more stacks than a URL has room for', () => {
    const stacks = new Map(
      Array.from({ length: 200 }, (_, i) => [`s${i}` as StackKey, { from: 0, to: 20 }]),
    )
    expect(roundTrip({ ...DEFAULT_GRAPH, stacks }).stacks.size).toBe(40)
  })
})
