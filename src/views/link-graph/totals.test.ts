import { describe, expect, test } from 'vitest'
import { drawGraph } from '../../testing/drawn-graph.ts'
import { totalsWords, truncationWords, wayOn } from './totals.ts'

const TEXT = `
  trace batch
  0-10 jobs process -> a/receive -> a/receive -> gone/receive
  trace a
  -20--10 shop receive`

test('totals count traces, links and missing targets', async () => {
  const { graph } = await drawGraph(TEXT, 'batch')
  expect(totalsWords(graph)).toBe('3 traces · 3 links · 1 target not found')
})

describe('what is left out', () => {
  test('is nothing when all that was asked is here', async () => {
    const { graph } = await drawGraph(TEXT, 'batch')
    expect(truncationWords(graph)).toEqual([])
    expect(wayOn(graph)).toBeNull()
  })

  test('is said with its reason, and can be gone on with where the budget was too small', async () => {
    const { graph } = await drawGraph(TEXT, 'batch', { budget: { boxes: 2, requests: 100 } })
    expect(truncationWords(graph)).toEqual(['1 trace left out: the graph has as many as it may.'])
    expect(wayOn(graph)).toBe('go on')
  })

  test('can be gone on with after a cancel', async () => {
    const { graph } = await drawGraph(TEXT, 'batch')
    const stopped = { ...graph, goal: { ...graph.goal, stopped: true } }
    expect(truncationWords(stopped)[0]).toMatch(/^Cancelled/)
    expect(wayOn(stopped)).toBe('go on')
  })
})
