import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryLinkedTraces } from '../../testing/arbitrary-links.ts'
import { TERMS, drawGraph } from '../../testing/drawn-graph.ts'
import { driven, sourceOf } from '../../testing/graph-driver.ts'
import { drawnTraceId } from '../../testing/trace-notation.ts'
import type { GraphItem, GraphItems, ItemOptions, StackItem } from './graph-items.ts'
import { FIRST_GOAL } from './goal.ts'
import { startGraph } from './graph.ts'
import { itemsOf } from './items.ts'

/** A batch of sources: `count` of one operation, some of which failed, each waiting a second longer than the one before. */
function batch(count: number, failed: readonly number[] = [], more = ''): string {
  const sources = Array.from({ length: count }, (_, i) => i)
  const links = sources.map((i) => `-> o${i}/receive`).join(' ')
  const traces = sources.map((i) => {
    const start = -1000 * (i + 1)
    return `trace o${i}\n${start}-${start + 1} shop receive ${failed.includes(i) ? '!error' : ''}`
  })
  return `trace batch\n0-10 jobs process ${links}\n${traces.join('\n')}\n${more}`
}

const words = (items: GraphItems, label: (id: string) => string) =>
  items.items.map((item) => lineOf(item, label))

function lineOf(item: GraphItem, label: (id: string) => string): string {
  return item.kind === 'box' ? label(item.box.traceId) : `×${item.count}, ${item.failed} failed`
}

const stackOf = ({ items }: GraphItems): StackItem => {
  const stack = items.find((item) => item.kind === 'stack')
  if (!stack) throw new Error('there is no stack')
  return stack
}

describe('similar boxes', () => {
  test('are boxes while there are few of them', async () => {
    const { graph, label } = await drawGraph(batch(5), 'batch')
    expect(words(itemsOf(graph), label)).toEqual(['batch', 'o0', 'o1', 'o2', 'o3', 'o4'])
  })

  test('stack when there are more, beside those that waited longest', async () => {
    const { graph, label } = await drawGraph(batch(9), 'batch')
    const items = itemsOf(graph)
    expect(words(items, label).join(' ')).toBe('batch o8 o7 o6 o5 o4 ×4, 0 failed')
    const stack = stackOf(items)
    expect(stack.label).toEqual({ at: 'span', service: 'shop', name: 'receive', failed: false })
    expect(stack.waits).toMatchObject({ count: 4, longest: 3999e6 })
    expect(stack.histogram).toHaveLength(16)
    expect(stack.members.map(({ traceId }) => label(traceId))).toEqual(
      Array.from({ length: 9 }, (_, i) => `o${8 - i}`),
    )
  })

  test('are not stacked one alone', async () => {
    const { graph } = await drawGraph(batch(6), 'batch')
    expect(itemsOf(graph).items.every(({ kind }) => kind === 'box')).toBe(true)
  })

  test('are split by status, or counted together with the failed ones first', async () => {
    const { graph, label } = await drawGraph(batch(12, [2, 4]), 'batch')
    expect(words(itemsOf(graph), label)).toContain('×5, 0 failed')
    const together = itemsOf(graph, { by: 'operation', most: 1 })
    expect(words(together, label)).toEqual(['batch', 'o4', '×11, 1 failed'])
    expect(words(itemsOf(graph, { by: 'nothing' }), label)).toHaveLength(13)
  })

  test('of one service stack if operations are not told apart', async () => {
    const { graph } = await drawGraph(
      batch(4).replace('shop receive', 'shop take #receive'),
      'batch',
    )
    expect(stackOf(itemsOf(graph, { by: 'service', most: 1 })).members).toHaveLength(4)
    expect(stackOf(itemsOf(graph, { by: 'operation', most: 1 })).members).toHaveLength(3)
  })

  test('that are absent stack by reason', async () => {
    const links = Array.from({ length: 8 }, (_, i) => `-> gone${i}/x`).join(' ')
    const { graph } = await drawGraph(`trace batch\n0-1 s x ${links}`, 'batch')
    const stack = stackOf(itemsOf(graph))
    expect(stack.label).toEqual({ at: 'absent', reason: 'trace not found' })
    expect(stack.waits).toBeNull()
  })

  test('of other neighbours are other stacks; who connects to a stack stacks, too', async () => {
    const clicks = Array.from({ length: 9 }, (_, i) => `trace p${i}\n-99999-0 web click`)
    const drawing = batch(9, [], clicks.join('\n')).replaceAll(
      /trace o(\d)\n(\S+) shop receive/g,
      (_, i: string, times: string) => `trace o${i}\n${times} shop receive -> p${i}/click`,
    )
    const { graph } = await drawGraph(drawing, 'batch', { hops: 2 })
    const stacks = itemsOf(graph, { most: 2 }).items.filter(({ kind }) => kind === 'stack')
    expect(stacks).toMatchObject([
      { hop: 1, count: 7 },
      { hop: 2, count: 7 },
    ])
    const boxes = itemsOf(graph, { most: 9 }).items
    expect(boxes.every(({ kind }) => kind === 'box')).toBe(true)
  })
})

describe('a stack', () => {
  test('keeps its key while members come', async () => {
    const [few, many] = [await drawGraph(batch(8), 'batch'), await drawGraph(batch(20), 'batch')]
    expect(stackOf(itemsOf(few.graph)).key).toBe(stackOf(itemsOf(many.graph)).key)
  })

  test('shows the page that is opened beside it, and what is pinned', async () => {
    const { graph, label } = await drawGraph(batch(9), 'batch')
    const { stack } = stackOf(itemsOf(graph))
    const opened = new Map([[stack, { from: 6, to: 8 }]])
    const pinned = new Set([drawnTraceId('o8')])
    const items = itemsOf(graph, { opened, pinned })
    expect(words(items, label)).toEqual(['batch', 'o8', 'o2', 'o1', '×6, 0 failed'])
    const box = items.items.find((item) => item.kind === 'box' && item.stack === stack)
    expect(box?.key).toBe(items.itemOf.get(drawnTraceId('o8')))
  })

  test('shows every member on some page, each on one', async () => {
    const { graph, label } = await drawGraph(batch(23, [1, 7]), 'batch')
    const options: Partial<ItemOptions> = { by: 'operation', most: 3 }
    const { stack } = stackOf(itemsOf(graph, options))
    const seen: string[] = []
    for (let from = 0; from < 23; from += 5) {
      const opened = new Map([[stack, { from, to: from + 5 }]])
      seen.push(...words(itemsOf(graph, { ...options, opened }), label).slice(1, 6))
    }
    const members = seen.filter((line) => !line.startsWith('×'))
    expect(members.slice(0, 3)).toEqual(['o7', 'o1', 'o22'])
    expect(new Set(members).size).toBe(23)
    expect(members).toHaveLength(23)
  })
})

test('an edge carries all links between its items', async () => {
  const { graph } = await drawGraph(batch(9, [0]), 'batch')
  const items = itemsOf(graph, { by: 'operation', most: 2 })
  const { key } = stackOf(items)
  const edge = items.edges.find(({ cause }) => cause === key)
  expect(edge).toMatchObject({
    effect: items.itemOf.get(drawnTraceId('batch')),
    links: 7,
    failed: 0,
    unresolved: 0,
    waits: { count: 7 },
  })
})

test('whatever the graph, every box is shown once and every link between items counts once', async () => {
  const arbitraryOptions = fc.record({
    by: fc.constantFrom('operation and status', 'operation', 'service', 'nothing'),
    most: fc.integer({ min: 1, max: 3 }),
    pinned: fc
      .array(fc.constantFrom('a', 'b', 'c', 'gone'))
      .map((labels) => new Set(labels.map(drawnTraceId))),
  })
  await fc.assert(
    fc.asyncProperty(arbitraryLinkedTraces, arbitraryOptions, async (spans, options) => {
      const root = { traceId: drawnTraceId('a'), spanId: null }
      const begun = startGraph(root, TERMS, { ...FIRST_GOAL, hops: 3 })
      const graph = await driven(begun, await sourceOf(spans), { seed: 1 })
      const { items, edges, itemOf } = itemsOf(graph, options)
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
      expect(new Set(edges.map(({ key }) => key)).size).toBe(edges.length)
      const shown = items.reduce((sum, item) => sum + (item.kind === 'box' ? 1 : item.count), 0)
      expect(shown).toBe(graph.boxes.size)
      expect([...itemOf.keys()].sort()).toEqual([...graph.boxes.keys()].sort())
      for (const traceId of options.pinned) {
        if (graph.boxes.has(traceId)) expect(itemOf.get(traceId)).toBe(`trace ${traceId}`)
      }
      const between = [...graph.edges.values()].filter(
        ({ from, to }) => itemOf.get(from.traceId) !== itemOf.get(to.traceId),
      )
      expect(edges.flatMap((edge) => edge.edges).length).toBe(between.length)
      const links = between.reduce((sum, edge) => sum + edge.links.length, 0)
      expect(edges.reduce((sum, edge) => sum + edge.links, 0)).toBe(links)
      for (const item of items) {
        if (item.kind === 'box') continue
        expect(item.count).toBeGreaterThan(1)
        expect(item.members.length).toBeGreaterThan(options.most)
      }
    }),
    { numRuns: 200 },
  )
})
