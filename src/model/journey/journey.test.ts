import { describe, expect, it } from 'vitest'
import { formatDuration } from '../../base/format.ts'
import { MILLISECOND } from '../../base/time.ts'
import { edgesOf, readTraces } from '../../testing/linked-traces.ts'
import { draw, drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { spanKey } from '../ids.ts'
import { chainGraph } from './chain-graph.ts'
import { type Anchor, chainsThrough } from './chains.ts'
import { journeyAlong } from './journey-along.ts'

/** Journeys through a span of a drawing; `trace/` alone: nothing is selected. */
function through(text: string, path: string) {
  const { spans, labels } = draw(text)
  const graph = chainGraph(edgesOf(spans), readTraces(spans))
  const slash = path.indexOf('/')
  const anchor: Anchor =
    slash === path.length - 1
      ? { traceId: drawnTraceId(path.slice(0, slash)), spanId: null }
      : drawnRef(path)
  const { chains, more } = chainsThrough(graph, anchor)
  const label = (ref: Parameters<typeof spanKey>[0]) => labels.get(spanKey(ref)) ?? '?'
  const ways = chains.map(({ hops }) =>
    [hops[0].edge.to, ...hops.map(({ edge }) => edge.from)].map(label).join(' → '),
  )
  const journeys = (chains.length > 0 ? chains : [null]).map((chain) =>
    journeyAlong(chain, anchor, graph),
  )
  return { chains, more, ways, journeys, label }
}

const ORDERS = `
  trace a
  0-40 api receive server order.id=A-1
    5-10 api publish producer messaging.destination.name=orders

  trace b
  2-30 api receive server order.id=A-2

  trace batch
  990-1400 jobs run
    1000-1300 jobs process consumer messaging.destination.name=orders -> a/receive(order.id=A-1) -> b/receive(order.id=A-2)
      1010-1050 jobs reconcile #one order.id=A-1
        1020-1045 db UPDATE #write
      1060-1200 jobs reconcile #two order.id=A-2

  trace ship1
  1500-1600 shipping ship consumer order.id=A-1 -> batch/process(order.id=A-1)
    1510-1560 shipping POST

  trace ship2
  1700-1750 shipping ship consumer -> batch/process(order.id=A-2) !error
`

describe('journeys through a span', () => {
  it('lead from a source forwards, past what the batch did for others', () => {
    expect(through(ORDERS, 'a/receive').ways).toEqual(['a/receive → batch/process → ship1/ship'])
    expect(through(ORDERS, 'a/publish').ways).toEqual(['a/receive → batch/process → ship1/ship'])
  })
  it('lead from a batch item backwards to its link, and on', () => {
    expect(through(ORDERS, 'batch/one').ways).toEqual(['a/receive → batch/process → ship1/ship'])
    expect(through(ORDERS, 'batch/write').ways).toEqual(['a/receive → batch/process → ship1/ship'])
    expect(through(ORDERS, 'ship2/ship').ways).toEqual(['b/receive → batch/process → ship2/ship'])
  })
  it('are several where a span handled several items, failed ones first', () => {
    const all = ['b/receive → batch/process → ship2/ship', 'a/receive → batch/process → ship1/ship']
    expect(through(ORDERS, 'batch/process').ways).toEqual(all)
    expect(through(ORDERS, 'batch/run').ways).toEqual(all)
    expect(through(ORDERS, 'batch/').ways).toEqual(all)
  })
  it('begin in the batch where its link was dropped', () => {
    const dropped = ORDERS.replace(' -> b/receive(order.id=A-2)', '')
    expect(through(dropped, 'batch/two').ways).toEqual(['batch/process → ship2/ship'])
    expect(through(dropped, 'batch/one').ways).toEqual(['a/receive → batch/process → ship1/ship'])
  })
  it('go round a cycle once', () => {
    const text = `
      trace a
      0-10 s ping -> b/pong
      trace b
      5-15 s pong -> a/ping
    `
    expect(through(text, 'a/ping').ways).toEqual(['a/ping → b/pong → a/ping'])
  })
  it('stay within the line of parents where links do', () => {
    const text = `
      trace in
      0-1 s cause
      trace t
      5-100 s root
        10-40 s one -> in/cause
          20-30 s send
        50-90 s two
          60-70 s send#other
      trace out
      200-300 s done -> t/send
      trace elsewhere
      200-300 s done -> t/send#other
    `
    expect(through(text, 'in/cause').ways).toEqual(['in/cause → t/one → out/done'])
    expect(through(text, 'elsewhere/done').ways).toEqual(['t/send#other → elsewhere/done'])
  })
  it('go on from a later span of the trace where nothing else leads on', () => {
    const text = `
      trace in
      0-1 s cause
      trace t
      5-100 s root
        10-20 s receive -> in/cause
        30-90 s send
      trace out
      200-300 s done -> t/send
    `
    expect(through(text, 'in/cause').ways).toEqual(['in/cause → t/receive → out/done'])
  })
  it('end where links end, and say so with one leg where there are none', () => {
    const { ways, journeys } = through('trace a\n0-10 s one\n  2-5 s two', 'a/two')
    expect(ways).toEqual([])
    expect(journeys[0].legs).toHaveLength(1)
    expect(journeys[0].totals).toMatchObject({ traces: 1, hops: 0, endToEnd: 10 * MILLISECOND })
  })
})

describe('a journey', () => {
  const journey = through(ORDERS, 'a/receive').journeys[0]
  it('counts the request, the part of the batch and the shipment as work, all else as waiting', () => {
    const { totals } = journey
    expect(formatDuration(totals.endToEnd)).toBe('1.6 s')
    expect(totals.working).toBe((40 + 40 + 100) * MILLISECOND)
    expect(totals.waiting).toBe((1600 - 180) * MILLISECOND)
    expect(totals.waitingInside).toBe((300 - 40) * MILLISECOND)
    expect(totals).toMatchObject({ traces: 3, hops: 2 })
  })
  it('says which link it was, how long the item waited and in which queue', () => {
    expect(journey.legs.map(({ item }) => item)).toEqual([null, { number: 1, of: 2 }, null])
    expect(
      journey.waits.map(({ wait, through }) => [
        wait?.kind,
        (wait?.nanos ?? 0) / MILLISECOND,
        through,
      ]),
    ).toEqual([
      ['waited', 960, 'orders'],
      ['waited', 200, null],
    ])
  })
  it('counts the whole batch span where no part can be told', () => {
    const unnamed = ORDERS.replaceAll(/ order\.id=A-\d(?=\n)/g, '')
    const whole = through(unnamed, 'ship1/ship').journeys[0]
    expect(whole.legs[1].read?.work.part).toBeNull()
    expect(whole.totals.working).toBe((40 + 300 + 100) * MILLISECOND)
  })
  it('has a leg without time for a target that is not there', () => {
    const text = `
      trace t
      100-200 jobs process -> lost/request
    `
    const { legs, waits, totals } = through(text, 't/process').journeys[0]
    expect(legs.map(({ time }) => time?.to ?? null)).toEqual([null, 100 * MILLISECOND])
    expect(legs[0].span).toMatchObject({ at: 'absent' })
    expect(waits[0].wait).toBeNull()
    expect(totals).toMatchObject({ endToEnd: 100 * MILLISECOND, traces: 2, hops: 1 })
  })
  it('says so when clocks disagree, and never has less than no waiting', () => {
    const text = `
      trace a
      500-600 api send
      trace b
      100-200 jobs take -> a/send
    `
    const { waits, totals } = through(text, 'a/send').journeys[0]
    expect(waits[0].wait?.kind).toBe('future')
    expect(totals.endToEnd).toBe(500 * MILLISECOND)
    expect(totals.waiting).toBe(300 * MILLISECOND)
  })
  it('does not count overlapping work twice', () => {
    const text = `
      trace a
      0-100 api send
      trace b
      50-150 jobs take -> a/send
    `
    const { waits, totals } = through(text, 'a/send').journeys[0]
    expect(waits[0].wait?.kind).toBe('overlap')
    expect(totals).toMatchObject({ working: 150 * MILLISECOND, waiting: 0 })
  })
})

describe('a message that nothing took', () => {
  const unconsumed = (text: string, path: string) =>
    through(text, path).journeys[0].legs.map(({ read }) => read?.unconsumed.length)
  const sent = `
    trace a
    0-40 api receive
      5-10 api publish producer
      20-25 api publish producer #second
  `
  it('is one whose producer span nothing links to', () => {
    expect(unconsumed(sent, 'a/receive')).toEqual([2])
    const taken = `${sent}
      trace b
      100-200 jobs take -> a/second
    `
    expect(unconsumed(taken, 'a/second')).toEqual([1, 0])
  })
  it('counts as taken where the link names the span around its producer', () => {
    const taken = `${sent}
      trace b
      100-200 jobs take -> a/receive
    `
    expect(unconsumed(taken, 'a/receive')).toEqual([0, 0])
  })
})

const RETRIES = `
  trace a
  0-10 api queue producer messaging.destination.name=settle
  trace one
  100-200 pay settle !error -> a/queue(order.id=A-4,retry.attempt=1)
  trace two
  300-400 pay settle !error -> a/queue(order.id=A-4,retry.attempt=2)
  trace three
  500-600 pay settle -> a/queue(order.id=A-4,retry.attempt=3)
`

describe('attempts', () => {
  it('at one message are one journey, on which each has its leg', () => {
    const { ways, journeys } = through(RETRIES, 'a/queue')
    expect(ways).toEqual(['a/queue → three/settle'])
    expect(journeys[0].legs.map(({ attempt }) => attempt?.number ?? null)).toEqual([null, 1, 2, 3])
    expect(journeys[0].waits.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
    ])
    expect(journeys[0].totals.working).toBe(310 * MILLISECOND)
  })
  it('lead on from the one that is looked at', () => {
    expect(through(RETRIES, 'two/settle').ways).toEqual(['a/queue → two/settle'])
  })
  it('lead on from the one that something links to', () => {
    const text = `${RETRIES}
      trace next
      900-950 mail send -> two/settle
    `
    expect(through(text, 'a/queue').ways).toEqual(['a/queue → two/settle → next/send'])
  })
  it('are no items of a batch, and no consumers side by side', () => {
    const items = RETRIES.replaceAll(/A-4,retry\.attempt=/g, 'A-')
    expect(through(items, 'a/queue').ways).toHaveLength(3)
    const sideBySide = RETRIES.replace('300-400', '150-400')
    expect(through(sideBySide, 'a/queue').ways).toHaveLength(3)
  })
  it('at the same message need not have failed', () => {
    const text = `
      trace a
      0-10 api queue
      trace one
      100-200 pay settle -> a/queue(messaging.message.id=m-17)
      trace two
      150-250 pay settle -> a/queue(messaging.message.id=m-17)
    `
    expect(through(text, 'a/queue').ways).toEqual(['a/queue → two/settle'])
  })
})
