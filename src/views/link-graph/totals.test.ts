import { describe, expect, test } from 'vitest'
import { drawGraph } from '../../testing/drawn-graph.ts'
import { drawnTraceId } from '../../testing/trace-notation.ts'
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

test('totals are whole before any trace but the root is read, where the source tells of traces with their spans', async () => {
  const { graph } = await drawGraph(TEXT, 'batch')
  expect(graph.boxes.get(drawnTraceId('a'))?.outline.state).toBe('not asked')
  expect(totalsWords(graph)).not.toContain('not read yet')
})

test('totals say in how many traces there may be more links', async () => {
  const more = `
    trace batch
    0-10 jobs process -> a/receive -> b/receive
    trace a
    -20--10 shop receive -> b/receive
    trace b
    -40--30 shop receive`
  const { graph } = await drawGraph(more, 'batch')
  expect(totalsWords(graph)).toBe('3 traces · 2 links · links of 1 trace not read yet')
  const outlines = new Set([drawnTraceId('a')])
  const read = await drawGraph(more, 'batch', { outlines })
  expect(totalsWords(read.graph)).toBe('3 traces · 3 links')
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
