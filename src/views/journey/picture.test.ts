import { describe, expect, it } from 'vitest'
import { chainGraph } from '../../model/journey/chain-graph.ts'
import { chainsThrough } from '../../model/journey/chains.ts'
import { journeyAlong } from '../../model/journey/journey-along.ts'
import { edgesOf, readTraces } from '../../testing/linked-traces.ts'
import { draw, drawnRef } from '../../testing/trace-notation.ts'
import { type Picture, pictureOf } from './picture.ts'
import type { Label } from './picture-lane.ts'
import { textWidth } from './text-width.ts'

function journeyOf(text: string, path: string, isRead = true) {
  const { spans } = draw(text)
  const graph = chainGraph(edgesOf(spans), isRead ? readTraces(spans) : new Map())
  const anchor = drawnRef(path)
  return journeyAlong(chainsThrough(graph, anchor).chains[0] ?? null, anchor, graph)
}

const ORDERS = `
  trace a
  0-40 api receive server
    5-10 api publish producer messaging.destination.name=orders
  trace batch
  3600000-3601500 jobs process consumer messaging.destination.name=orders -> a/receive(order.id=A-1) -> b/receive(order.id=A-2)
    3600100-3600300 jobs reconcile #one order.id=A-1
      3600150-3600250 db UPDATE
    3600300-3600800 jobs reconcile #two order.id=A-2
  trace b
  10-20 api receive
  trace ship
  3603500-3603700 shipping ship consumer -> batch/process(order.id=A-1)
    3603550-3603650 shipping POST !error
`

const RETRIES = `
  trace a
  0-100 api queue producer
  trace one
  1200-1900 pay settle !error -> a/queue(order.id=A-4)
  trace two
  60000-60700 pay settle -> a/queue(order.id=A-4)
`

/** What a reader of the picture sees, lane by lane. */
function seen({ lanes, waits, gaps }: Picture) {
  return {
    lanes: lanes.map(({ bars }) => bars.map(({ bar }) => bar.name)),
    waits: waits.map(({ label, hatch }) => `${label.text}${hatch ? ', hatched' : ''}`),
    gaps: gaps.map(({ label }) => label.text),
  }
}

describe('the picture of a journey', () => {
  it('shows the request, the part of the batch that handled the item, and the shipment', () => {
    expect(seen(pictureOf(journeyOf(ORDERS, 'a/receive'), 1400))).toEqual({
      lanes: [
        ['receive', 'publish'],
        ['process', 'reconcile', 'UPDATE'],
        ['ship', 'POST'],
      ],
      waits: ['waited 1 h in orders, hatched', 'waited 2 s, hatched'],
      gaps: ['1 h', '1.2 s', '2 s'],
    })
  })
  it('pales what of the batch was work on other items', () => {
    const [, batch] = pictureOf(journeyOf(ORDERS, 'a/receive'), 1400).lanes
    expect(batch.bars.map(({ bar }) => bar.isFrame)).toEqual([true, false, false])
  })
  it('draws a later attempt after the one before, not after the cause', () => {
    const { waits, lanes } = pictureOf(journeyOf(RETRIES, 'a/queue'), 1400)
    expect(waits.map(({ label, isRetry }) => [label.text, isRetry])).toEqual([
      ['waited 1.1 s', false],
      ['attempt 2 of 2, 58.1 s later', true],
    ])
    expect(waits[1].hatch?.y).toBe(lanes[1].bars[0].y)
  })
  it('has no hatching where spans overlap or clocks disagree, and says which', () => {
    const overlap = `
      trace a
      0-100 api send
      trace b
      60-150 jobs take -> a/send
    `
    expect(seen(pictureOf(journeyOf(overlap, 'a/send'), 1400)).waits).toEqual(['overlaps by 40 ms'])
    const skewed = overlap.replace('0-100', '200-300')
    expect(seen(pictureOf(journeyOf(skewed, 'a/send'), 1400)).waits).toEqual([
      'clock skew, or a link to the future',
    ])
  })
  it('has an empty lane for what is not there', () => {
    const text = 'trace b\n0-10 jobs take -> gone/send'
    const { lanes, waits } = pictureOf(journeyOf(text, 'b/take'), 1400)
    expect(lanes.map(({ bars }) => bars.length)).toEqual([0, 1])
    expect(waits[0]).toMatchObject({ hatch: null, curve: null, label: { text: 'wait not known' } })
  })
  it('shows the spans at the ends of links where traces are not read', () => {
    expect(seen(pictureOf(journeyOf(RETRIES, 'a/queue', false), 1400)).lanes).toEqual([
      ['queue'],
      ['settle'],
      ['settle'],
    ])
  })
})

describe.each([400, 800, 1400])('at a width of %i px', (width) => {
  it.each([
    ['a request', ORDERS, 'a/receive'],
    ['attempts', RETRIES, 'a/queue'],
  ])(
    'nothing of %s is cut, lanes follow each other, bars stay in their lanes',
    (_what, text, path) => {
      const picture = pictureOf(journeyOf(text, path), width)
      let top = picture.lanes[0].top
      for (const lane of picture.lanes) {
        expect(lane.top).toBe(top)
        top += lane.height
        for (const bar of lane.bars) {
          expect(bar.x).toBeGreaterThanOrEqual(picture.gutter)
          expect(bar.x + bar.width).toBeLessThanOrEqual(width)
          expect(bar.y).toBeGreaterThan(lane.top)
          expect(bar.y + 13).toBeLessThan(top)
          if (bar.label) expectInside(bar.label, picture)
        }
      }
      expect(picture.height).toBe(top)
      for (const { label } of [...picture.waits, ...picture.gaps]) expectInside(label, picture)
      for (const { label } of picture.gaps) expect(label.y).toBeLessThan(picture.axisY)
    },
  )
})

function expectInside({ x, text, anchor }: Label, { width }: Picture): void {
  const left =
    anchor === 'start' ? x : anchor === 'end' ? x - textWidth(text) : x - textWidth(text) / 2
  expect(left).toBeGreaterThanOrEqual(0)
  expect(left + textWidth(text)).toBeLessThanOrEqual(width)
}
