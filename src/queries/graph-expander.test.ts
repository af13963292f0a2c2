import { describe, expect, it, vi } from 'vitest'
import type { SpanRef, TraceId } from '../model/ids.ts'
import { FIRST_GOAL } from '../model/link-graph/goal.ts'
import { type LinkTarget, PENDING } from '../model/link-target.ts'
import { readOutline } from '../sources/answer-step.ts'
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
  const targets = { current: () => PENDING }
  const read = readOutline(source, outlineHere)
  return new GraphExpander({ source, targets, read, root: ROOT, ...more })
}

const soon = () => new Promise((resolve) => setTimeout(resolve))

/** When there is nothing left to do. */
async function rest(expander: GraphExpander): Promise<void> {
  await soon()
  await vi.waitFor(() => expect(expander.getSnapshot().progress.busy).toBe(false))
}

const graphOf = (expander: GraphExpander) => expander.getSnapshot().graph
const box = (expander: GraphExpander, label: string) =>
  graphOf(expander).boxes.get(drawnTraceId(label))

describe('the graph expander', () => {
  it('shows the root at once and what is one link away when it comes', async () => {
    const expander = expanderOf((await watched()).port)
    expect(labelsOf(expander)).toEqual(['batch'])
    await rest(expander)
    expect(labelsOf(expander)).toEqual(['batch', 'a', 'b', 'gone', 'ship'])
    expect(box(expander, 'b')?.ends).toMatchObject([{ target: { span: { name: 'receive' } } }])
  })

  it('goes farther by hops, by single boxes, and back', async () => {
    const expander = expanderOf((await watched()).port)
    await rest(expander)
    expander.expandBox(drawnTraceId('a'), 'causes')
    await rest(expander)
    expect(labelsOf(expander)).toContain('first')
    expect(labelsOf(expander)).not.toContain('bill')
    expander.expand(Infinity)
    await rest(expander)
    expect(labelsOf(expander)).toContain('bill')
    expander.foldBox(drawnTraceId('a'), 'causes')
    await rest(expander)
    expect(labelsOf(expander)).not.toContain('first')
    expander.expand(1)
    await rest(expander)
    expect(labelsOf(expander)).toEqual(['batch', 'a', 'b', 'gone', 'ship'])
  })

  it('asks nothing twice, and at most four things at the same time', async () => {
    const { port, asked, most } = await watched()
    const expander = expanderOf(port, { goal: { ...FIRST_GOAL, hops: Infinity } })
    await rest(expander)
    expander.expand(1)
    await rest(expander)
    expander.expand(Infinity)
    await rest(expander)
    const questions = asked.map(({ verb, what }) =>
      JSON.stringify([verb, what], (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    )
    expect(new Set(questions).size).toBe(questions.length)
    expect(most()).toBeGreaterThan(1)
    expect(most()).toBeLessThanOrEqual(4)
    expect(expander.getSnapshot().progress.requests).toBe(asked.length)
  })

  it('does not ask for spans that other panels know', async () => {
    const { port, asked } = await watched()
    const span = { service: 's', name: 'known', kind: 1, status: 0, start: 0n, end: 1n }
    const why = { reason: 'trace not found', removedBefore: null } as const
    const current = (ref: SpanRef): LinkTarget =>
      ref.traceId === drawnTraceId('gone')
        ? { at: 'absent', why }
        : { at: 'elsewhere', span: { ...span, ref } }
    const expander = expanderOf(port, { targets: { current } })
    await rest(expander)
    expect(asked.filter(({ verb }) => verb === 'resolveSpans')).toEqual([])
    expect(box(expander, 'a')?.ends).toMatchObject([{ target: { span: { name: 'known' } } }])
    expect(box(expander, 'gone')?.ends).toMatchObject([{ target: { why } }])
    // What was absent may have come: a retry looks for it itself.
    expander.retry()
    await rest(expander)
    const resolved = asked.filter(({ verb }) => verb === 'resolveSpans')
    expect(resolved.map(({ what }) => what)).toEqual([[drawnRef('gone/receive')]])
  })

  it('asks for outlines of boxes in view, each once', async () => {
    const { port, asked } = await watched()
    const expander = expanderOf(port)
    await rest(expander)
    const before = asked.length
    const inView = ['a', 'b', 'gone'].map(drawnTraceId)
    expander.outline(inView)
    expander.outline(inView)
    await rest(expander)
    expander.outline(inView)
    await rest(expander)
    expect(asked.slice(before).map(({ what }) => labelOf.get(what as TraceId))).toEqual(['a', 'b'])
    expect(box(expander, 'a')?.outline).toMatchObject({ state: 'known' })
  })

  it('marks what failed, goes on with the rest, and tries it again', async () => {
    let down = true
    const { port } = await watched(({ what }) =>
      down && what === drawnTraceId('a') ? new SourceError('timeout', 'It took too long.') : null,
    )
    const expander = expanderOf(port, { goal: { ...FIRST_GOAL, hops: 2 } })
    await rest(expander)
    expect(box(expander, 'a')?.causes).toMatchObject({
      state: 'failed',
      failure: { code: 'timeout', message: 'It took too long.' },
    })
    expect(labelsOf(expander)).toContain('bill')
    down = false
    expander.retry()
    await rest(expander)
    expect(labelsOf(expander)).toContain('first')
  })

  it('is not stopped by an answer that is nonsense', async () => {
    const { port } = await watched(({ what }) =>
      what === drawnTraceId('a') ? new TypeError('x is undefined') : null,
    )
    const expander = expanderOf(port, { goal: { ...FIRST_GOAL, hops: 2 } })
    await rest(expander)
    expect(box(expander, 'a')?.causes).toMatchObject({
      state: 'failed',
      failure: { message: 'The source’s answer could not be read.' },
    })
  })

  it('stops when it is cancelled, keeps what came, and goes on', async () => {
    const { port, asked } = await watched()
    const expander = expanderOf(port, { goal: { ...FIRST_GOAL, hops: 2 } })
    // As soon as there is something to see, and something under way.
    const stop = expander.subscribe(() => {
      stop()
      expander.cancel()
    })
    await rest(expander)
    const sent = asked.length
    expect(asked.at(-1)?.signal.aborted).toBe(true)
    expect(labelsOf(expander)).toContain('a')
    expect(graphOf(expander).truncated.map(({ why }) => why)).toContain('stopped')
    await soon()
    expect(asked).toHaveLength(sent)
    expander.goOn()
    await rest(expander)
    expect(labelsOf(expander)).toEqual(['batch', 'a', 'b', 'gone', 'ship', 'first', 'bill'])
  })

  it('goes on beyond a budget', async () => {
    const goal = { ...FIRST_GOAL, hops: 2, budget: { boxes: 3, requests: 3 } }
    const expander = expanderOf((await watched()).port, { goal })
    await rest(expander)
    expect(labelsOf(expander)).toHaveLength(3)
    expander.goOn()
    await rest(expander)
    expect(labelsOf(expander)).toContain('bill')
    expect(graphOf(expander).truncated).toEqual([])
  })

  it('keeps what a scan has found when it is ended', async () => {
    const { port } = await watched()
    const found = await port.findLinksTo(
      { traceId: drawnTraceId('batch'), spanId: null, cursor: null, limit: 9 },
      new AbortController().signal,
    )
    const searched = { from: 0n, to: 1n, services: null, traces: 7, leftOut: [] }
    const scanning: TraceSource = {
      ...port,
      capabilities: { ...port.capabilities, linkedFrom: 'scan' },
      findLinksTo: (_, signal, onProgress) => {
        onProgress?.({ traces: 7, backlinks: found.backlinks, searched, done: 1, of: 4 })
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        })
      },
    }
    const expander = expanderOf(scanning)
    await vi.waitFor(() => expect(expander.getSnapshot().progress.scan).toMatchObject({ of: 4 }))
    expander.cancel()
    await rest(expander)
    expect(labelsOf(expander)).toContain('ship')
    expect(box(expander, 'batch')?.effects).toMatchObject({ state: 'known', searched })
    expect(expander.getSnapshot().progress.scan).toBeNull()
  })

  it('tells its listeners, and none any more once it is disposed of', async () => {
    const { port, asked } = await watched()
    const expander = expanderOf(port)
    const heard = vi.fn<() => void>()
    expander.subscribe(heard)
    await rest(expander)
    expect(heard).toHaveBeenCalled()
    const calls = heard.mock.calls.length
    expander.expand(3)
    expander.dispose()
    await soon()
    expect(heard).toHaveBeenCalledTimes(calls)
    const gone = expanderOf(port)
    const before = asked.length
    gone.dispose()
    await soon()
    expect(asked).toHaveLength(before)
  })
})
