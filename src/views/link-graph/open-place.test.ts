import { expect, test } from 'vitest'
import { drawGraph } from '../../testing/drawn-graph.ts'
import { drawnRef, drawnTraceId } from '../../testing/trace-notation.ts'
import { openPlace } from './open-place.ts'

const CHAIN = `
  trace batch
  0-10 jobs process -> a/receive
  trace a
  -20--10 shop receive
    -19--18 shop send -> page/click
  trace page
  -90--80 web click
  trace ship
  20-30 shipping ship -> batch/process
  trace alone
  0-1 x y`

test('a cause opens on the linked span, with the link as the trail', async () => {
  const { graph } = await drawGraph(CHAIN, 'batch')
  expect(openPlace(graph, [], drawnTraceId('a'))).toMatchObject({
    ...drawnRef('a/receive'),
    tab: 'linked-from',
    trail: [{ from: drawnRef('batch/process'), along: 'link', to: drawnRef('a/receive').spanId }],
  })
})

test('an effect opens on the linking span', async () => {
  const { graph } = await drawGraph(CHAIN, 'batch')
  expect(openPlace(graph, [], drawnTraceId('ship'))).toMatchObject({
    ...drawnRef('ship/ship'),
    tab: 'links',
    trail: [{ from: drawnRef('batch/process'), along: 'backlink' }],
  })
})

test('two links away the trail has both', async () => {
  const { graph } = await drawGraph(CHAIN, 'batch', { hops: 2 })
  const { trail, spanId } = openPlace(graph, [], drawnTraceId('page'))
  expect(spanId).toBe(drawnRef('page/click').spanId)
  expect(trail.map(({ from }) => from)).toEqual([drawnRef('batch/process'), drawnRef('a/send')])
})

test('a trace to which no link leads opens as it is', async () => {
  const { graph } = await drawGraph(CHAIN, 'batch')
  expect(openPlace(graph, [], drawnTraceId('alone'))).toMatchObject({ spanId: null, trail: [] })
})
