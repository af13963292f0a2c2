import { describe, expect, test } from 'vitest'
import { TERMS, boxLines, drawGraph, edgeLines } from '../../testing/drawn-graph.ts'
import { driven, sourceOf } from '../../testing/graph-driver.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { absorb, retried, startGraph, withGoal } from './graph.ts'
import { FIRST_GOAL, largerGoal, withOpened } from './goal.ts'
import { frontierOf } from './frontier.ts'
import { findInGraph } from './find.ts'
import { waitOf } from './wait-of.ts'

const ROOT = { traceId: drawnTraceId('batch'), spanId: null }
const SHOP = `
  trace batch
  0-10 jobs run
    1-9 jobs process consumer -> a/receive(order.id=7) -> a/receive -> b/receive(order.id=8) -> gone/receive
      2-3 jobs audit -> logs/rotate

  trace a
  -60--50 shop receive -> page/click
  trace b
  -40--30 shop receive !error
  trace page
  -90--80 web click
  trace logs
  -5--4 ops rotate

  trace ship
  20-30 shipping ship -> batch/process
    21-22 shipping label
  trace bill
  25-30 billing bill -> ship/label -> a/receive
  trace invoice
  40-41 billing invoice -> bill/bill
`

describe('a graph', () => {
  test('has causes and effects one link away', async () => {
    const drawn = await drawGraph(SHOP, 'batch')
    expect(boxLines(drawn)).toEqual([
      'root 0 batch',
      'cause 1 a',
      'cause 1 b',
      'cause 1 gone',
      'cause 1 logs',
      'effect 1 ship',
    ])
    expect(edgeLines(drawn)).toEqual([
      'batch/process -> a/receive ×2',
      'batch/process -> b/receive',
      'batch/process -> gone/receive',
      'batch/audit -> logs/rotate',
      'ship/ship -> batch/process',
    ])
    expect(drawn.graph.truncated).toEqual([])
  })

  test('follows causes of causes and effects of effects, and nothing beside', async () => {
    const drawn = await drawGraph(SHOP, 'batch', { hops: Infinity })
    expect(boxLines(drawn).slice(6)).toEqual(['cause 2 page', 'effect 2 bill', 'effect 3 invoice'])
    // Who links to the effects was asked, and not what else they link to.
    expect(edgeLines(drawn)).not.toContain('bill/bill -> a/receive')
    const read = { hops: Infinity, outlines: new Set([drawnTraceId('bill')]) }
    expect(edgeLines(await drawGraph(SHOP, 'batch', read))).toContain('bill/bill -> a/receive')
  })

  test('of a span follows only the links of that span out of the root', async () => {
    const drawn = await drawGraph(SHOP, 'batch/audit')
    expect(boxLines(drawn)).toEqual(['root 0 batch', 'cause 1 logs'])
  })

  test('keeps links within a trace as edges of its box', async () => {
    const drawn = await drawGraph('trace t\n0-9 s a\n  1-2 s b -> a -> b', 't')
    expect(edgeLines(drawn)).toEqual(['t/b -> t/a', 't/b -> t/b'])
    expect([...drawn.graph.edges.values()].every(({ sameTrace }) => sameTrace)).toBe(true)
    expect(drawn.graph.boxes.size).toBe(1)
  })

  test('says how long each link waited and what failed at its far end', async () => {
    const { graph, label } = await drawGraph(SHOP, 'batch')
    const waits = [...graph.edges.values()].map((edge) => [
      label(edge.to.traceId),
      waitOf(edge)?.nanos ?? null,
      edge.failed,
    ])
    expect(waits).toEqual([
      ['a', 51e6, false],
      ['b', 31e6, true],
      ['gone', null, false],
      ['logs', 6e6, false],
      ['batch', 11e6, false],
    ])
  })

  test('lists malformed links at their box and makes no box of them', async () => {
    const to = { valid: false, traceId: '', spanId: '', reason: 'zero id' } as const
    const link = { to, traceState: '', flags: 0, attributes: [], droppedAttributes: 0 }
    const spans = draw('trace batch\n0-1 s x').spans.map((span) => ({ ...span, links: [link] }))
    const source = await sourceOf(spans)
    const graph = await driven(startGraph(ROOT, TERMS), source, { seed: 1 })
    expect([...graph.boxes.values()]).toMatchObject([
      { malformed: [{ from: { name: 'x' }, link: { to: { reason: 'zero id' } } }] },
    ])
    expect(graph.edges.size).toBe(0)
  })

  test('says of targets that are not there why, in a box of their own', async () => {
    const { box } = await drawGraph(
      `${SHOP}\n  trace lost\n  0-1 s x -> b/nobody -> gone/y`,
      'lost',
    )
    expect(box('gone')).toMatchObject({
      ends: [{ target: { at: 'absent', why: { reason: 'trace not found' } } }],
      causes: { state: 'not asked' },
    })
    expect(box('b')).toMatchObject({
      ends: [{ target: { at: 'absent', why: { reason: 'span not in its trace' } } }],
    })
  })

  test('does not ask for a trace to which every link leads nowhere', async () => {
    const { box } = await drawGraph(SHOP, 'batch', { hops: 2 })
    expect(box('gone').causes).toEqual({ state: 'absent' })
  })
})

describe('a box', () => {
  test('can be expanded alone, also against the direction of its side', async () => {
    const goal = withOpened(FIRST_GOAL, drawnTraceId('a'), 'effects', 1)
    const drawn = await drawGraph(SHOP, 'batch', goal)
    expect(boxLines(drawn).slice(6)).toEqual(['beside 2 bill'])
    expect(drawn.box('a').effects).toMatchObject({ state: 'known', traces: 2, hidden: 0 })
  })

  test('is an effect and not beside once a way along the arrows is shown', async () => {
    const goal = withOpened({ ...FIRST_GOAL, hops: 2 }, drawnTraceId('a'), 'effects', 1)
    const drawn = await drawGraph(SHOP, 'batch', goal)
    expect(boxLines(drawn)).toContain('effect 2 bill')
  })

  test('that is folded hides what only it led to, and still knows how much that is', async () => {
    const goal = withOpened({ ...FIRST_GOAL, hops: 2 }, drawnTraceId('a'), 'causes', 0)
    const drawn = await drawGraph(SHOP, 'batch', goal)
    expect(boxLines(drawn)).not.toContain('cause 2 page')
    expect(drawn.box('a').causes).toMatchObject({ state: 'known', hidden: 1 })
  })

  test('shows its outline when it is wished for, and links to other boxes that are known by it', async () => {
    const goal = { outlines: new Set([drawnTraceId('a')]) }
    const drawn = await drawGraph(SHOP, 'batch', goal)
    expect(drawn.box('a').outline).toMatchObject({ state: 'known', summary: { spanCount: 1 } })
    expect(drawn.box('b').outline).toEqual({ state: 'not asked' })
    expect(drawn.box('a').causes).toMatchObject({ state: 'known', hidden: 1 })
    expect(drawn.graph.boxes.size).toBe(6)
  })
})

describe('a budget', () => {
  test('of boxes takes the nearest, in the order of the links, and says how many are left out', async () => {
    const budget = { boxes: 3, requests: 100 }
    const drawn = await drawGraph(SHOP, 'batch', { hops: 2, budget })
    expect(boxLines(drawn)).toEqual(['root 0 batch', 'cause 1 a', 'cause 1 b'])
    expect(drawn.graph.truncated).toEqual([
      { why: 'boxes', direction: 'causes', count: 3 },
      { why: 'boxes', direction: 'effects', count: 1 },
    ])
  })

  test('of requests stops at the layers that it does not reach, and goes on when it is raised', async () => {
    const budget = { boxes: 100, requests: 4 }
    const drawn = await drawGraph(SHOP, 'batch', { hops: 2, budget })
    expect(drawn.graph.truncated).toContainEqual({
      why: 'requests',
      direction: 'effects',
      count: 1,
    })
    const whole = await driven(withGoal(drawn.graph, largerGoal(drawn.graph)), drawn.source, {
      seed: 1,
    })
    expect(whole.truncated).toEqual([])
    expect(whole.boxes.size).toBe(8)
  })
})

describe('what links to a trace', () => {
  test('is searched for the root alone where a source has to scan', async () => {
    const terms = { ...TERMS, linkedFrom: 'scan' as const }
    const drawn = await drawGraph(SHOP, 'batch', { hops: 3 }, terms)
    expect(drawn.box('ship').effects).toEqual({ state: 'left out', links: 0, why: 'scan' })
    expect(drawn.graph.truncated).toEqual([{ why: 'scan', direction: 'effects', count: 1 }])
    const goal = withOpened(drawn.graph.goal, drawnTraceId('ship'), 'effects', 1)
    const more = await driven(withGoal(drawn.graph, goal), drawn.source, { seed: 1 })
    expect(boxLines({ ...drawn, graph: more })).toContain('effect 2 bill')
  })

  test('is not known where a source can not tell', async () => {
    const terms = { ...TERMS, linkedFrom: 'none' as const }
    const drawn = await drawGraph(SHOP, 'batch', {}, terms)
    expect(drawn.box('batch').effects).toEqual({ state: 'unsupported' })
    expect(drawn.graph.truncated).toEqual([{ why: 'unsupported', direction: 'effects', count: 1 }])
  })
})

describe('a failed step', () => {
  const failure = { code: 'unreachable', message: 'No answer.' }

  test('marks its box, the rest goes on, and it can be tried again', async () => {
    const { graph: whole, source } = await drawGraph(SHOP, 'batch', { hops: 2 })
    const begun = startGraph(ROOT, TERMS, { ...FIRST_GOAL, hops: 2 })
    const step = { kind: 'read', traceId: drawnTraceId('a') } as const
    const broken = absorb(begun, [{ step, failure }])
    const rest = await driven(broken, source, { seed: 1 })
    expect(rest.boxes.get(step.traceId)?.causes).toEqual({
      state: 'failed',
      links: 0,
      failure,
    })
    expect(rest.truncated).toContainEqual({ why: 'failed', direction: 'causes', count: 1 })
    const again = await driven(retried(rest), source, { seed: 1 })
    expect([...again.boxes]).toEqual([...whole.boxes])
  })

  test('to resolve says at each span why', async () => {
    const source = await sourceOf(draw(SHOP).spans)
    const begun = startGraph(ROOT, { ...TERMS, resolveAtOnce: 1 })
    const read = await driven(begun, source, { seed: 1, most: 1 })
    const step = read.wanted.find(({ kind }) => kind === 'resolve')
    const refused = { code: 'unauthorised', message: 'No key.' }
    const { edges } = absorb(read, [{ step: step!, failure: refused }])
    expect([...edges.values()].map(({ linked }) => linked)).toEqual([
      { at: 'absent', why: { reason: 'access denied', message: 'No key.' } },
      { at: 'pending' },
      { at: 'pending' },
      { at: 'pending' },
    ])
  })
})

test('the frontier is every direction of a box in which there is or may be more', async () => {
  const { graph, label } = await drawGraph(SHOP, 'batch', {
    outlines: new Set([drawnTraceId('a')]),
  })
  const ends = frontierOf(graph).map(({ traceId, direction, hidden }) =>
    [label(traceId), direction, hidden].join(' '),
  )
  expect(ends).toEqual([
    'a causes 1',
    'a effects ',
    ...['b', 'gone', 'logs', 'ship'].flatMap((box) => [`${box} causes `, `${box} effects `]),
  ])
})

describe('a search in the graph', () => {
  test.each([
    ['receive', ['a', 'b']],
    ['RECEIVE !x', []],
    ['shop order.id=8', ['b']],
    ['order.id', ['a', 'b']],
    [drawnTraceId('logs'), ['logs']],
    [drawnRef('gone/receive').spanId, ['gone']],
    ['shipping', ['ship']],
    ['', []],
    ['  ', []],
  ])('for %j finds %j', async (text, expected) => {
    const { graph, label } = await drawGraph(SHOP, 'batch')
    expect(findInGraph(graph, text).map(label)).toEqual(expected)
  })
})
