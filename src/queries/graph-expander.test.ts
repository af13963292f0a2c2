import { describe, expect, it, vi } from 'vitest'
import type { SpanRef, TraceId } from '../model/ids.ts'
import { FIRST_GOAL } from '../model/link-graph/goal.ts'
import { PENDING } from '../model/link-target.ts'
import { SourceError, type TraceSource } from '../sources/source.ts'
import { outlineHere, sourceOf } from '../testing/graph-driver.ts'
import { draw, drawnRef, drawnTraceId } from '../testing/trace-notation.ts'
import { GraphExpander, type GraphExpanderParts } from './graph-expander.ts'

const DRAWING = draw(`
  trace batch
  0-10 jobs process -> a/receive -> b/receive -> gone/receive
  trace a
  -50--40 shop receive -> first/start
  trace b
  -30--20 shop receive !error
  trace first
  -90--80 shop start
  trace ship
  20-30 shipping ship -> batch/process
  trace bill
  25-30 billing bill -> ship/ship
`)
const LABELS = ['batch', 'a', 'b', 'gone', 'first', 'ship', 'bill']
const labelOf = new Map(LABELS.map((label) => [drawnTraceId(label), label]))
const labelsOf = (expander: GraphExpander) =>
  [...expander.getSnapshot().graph.boxes.keys()].map((id) => labelOf.get(id))

const ROOT = { traceId: drawnTraceId('batch'), spanId: null }

interface Asked {
  readonly verb: 'fetchTrace' | 'resolveSpans' | 'findLinksTo'
  readonly what: unknown
  readonly signal: AbortSignal
}

/** A source that says what it was asked; `refuse` makes it fail. */
async function watched(refuse: (asked: Asked) => Error | null = () => null) {
  const source = await sourceOf(DRAWING.spans, 1)
  const asked: Asked[] = []
  let most = 0
  let running = 0
  const watch =
    <A, R>(verb: Asked['verb'], ask: (what: A, signal: AbortSignal) => Promise<R>) =>
    async (what: A, signal: AbortSignal): Promise<R> => {
      const entry = { verb, what, signal }
      asked.push(entry)
      most = Math.max(most, ++running)
      try {
        const error = refuse(entry)
        if (error) throw error
        return await ask(what, signal)
      } finally {
        running--
      }
    }
  const port: TraceSource = {
    ...source,
    fetchTrace: watch('fetchTrace', source.fetchTrace),
    resolveSpans: watch('resolveSpans', source.resolveSpans),
    findLinksTo: watch('findLinksTo', source.findLinksTo),
  }
  return { port, asked, most: () => most }
}

function expanderOf(source: TraceSource, more: Partial<GraphExpanderParts> = {}) {
  const targets = { target: () => PENDING }
  return new GraphExpander({ source, targets, outline: outlineHere, root: ROOT, ...more })
}

/** When there is nothing left to do. */
function rest(expander: GraphExpander): Promise<void> {
  return vi.waitFor(() => expect(expander.getSnapshot().progress.busy).toBe(false))
}

describe('the graph expander', () => {
  it('shows the root at once and what is one link away when it comes', async () => {
    const { port } = await watched()
    const expander = expanderOf(port)
    expect(labelsOf(expander)).toEqual(['batch'])
    await rest(expander)
    expect(labelsOf(expander)).toEqual(['batch', 'a', 'b', 'gone', 'ship'])
    expander.dispose()
  })
})
