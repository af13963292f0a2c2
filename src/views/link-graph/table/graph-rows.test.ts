import { describe, expect, test } from 'vitest'
import { drawGraph } from '../../../testing/drawn-graph.ts'
import { rowsOf, sortedRows } from './graph-rows.ts'

const TEXT = `
  trace batch
  0-10 jobs process -> a/receive(order.id=7) -> a/receive(order.id=7) -> b/receive(order.id=8) -> gone/receive(order.id=9)
  trace a
  -20--10 shop receive
  trace b
  -40--35 shop receive !error
  trace ship
  20-60 shipping ship -> batch/process`

const linesOf = async (sort: Parameters<typeof sortedRows>[1]) => {
  const { graph } = await drawGraph(TEXT, 'batch')
  return sortedRows(rowsOf(graph), sort).map(({ operation, hint }) => `${operation} ${hint}`.trim())
}

describe('the rows of a graph', () => {
  test('say of each trace where it stands, what it waited and whether it failed', async () => {
    const { graph } = await drawGraph(TEXT, 'batch')
    const rows = rowsOf(graph).map(({ side, operation, waitText, failed, links }) => {
      return [side, operation, waitText, failed, links]
    })
    expect(rows).toEqual([
      ['root', 'process', '', false, 5],
      ['cause', 'receive', 'waited 10 ms ×2', false, 2],
      ['cause', 'receive', 'waited 35 ms', true, 1],
      ['cause', 'trace not found', 'trace not found', false, 1],
      ['effect', 'ship', 'waited 10 ms', false, 1],
    ])
  })

  test('are called after the roots of their traces, with where links end and what the trace holds', async () => {
    const { graph } = await drawGraph(
      `
      trace batch
      0-10 jobs process -> a/store -> b/receive
      trace a
      -30--10 web click
        -20--11 shop store !error
      trace b
      -40--35 shop receive`,
      'batch',
    )
    const rows = rowsOf(graph).map(({ operation, service, at, spans, errors }) => {
      return [operation, service, at, spans, errors]
    })
    expect(rows).toEqual([
      ['process', 'jobs', '', 1, 0],
      ['click', 'web', 'at store', 2, 1],
      ['receive', 'shop', '', 1, 0],
    ])
  })

  test('sort by wait, what has none last either way', async () => {
    expect(await linesOf({ column: 'wait', descending: false })).toEqual([
      'receive 7',
      'ship',
      'receive 8',
      'process',
      'trace not found 9',
    ])
    const descending = await linesOf({ column: 'wait', descending: true })
    expect(descending[0]).toBe('receive 8')
    expect(descending.slice(3)).toEqual(['process', 'trace not found 9'])
  })

  test('without a sort have the order of the graph', async () => {
    const lines = await linesOf({ column: null, descending: false })
    expect(lines[0]).toBe('process')
  })
})
