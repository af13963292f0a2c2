import { describe, expect, it, vi } from 'vitest'
import type { SpanRef } from '../model/ids.ts'
import type { TraceHead } from '../model/summary.ts'
import { type Resolution, SourceError, type TraceSource } from '../sources/source.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { TargetResolver } from './target-resolver.ts'

/** A source that is asked and answers when the test says so. */
function source(resolveAtOnce: number) {
  const asked: {
    refs: readonly SpanRef[]
    signal: AbortSignal
    answer: (r: Resolution[]) => void
    fail: (e: Error) => void
  }[] = []
  const port = {
    capabilities: { resolveAtOnce },
    resolveSpans: (refs: readonly SpanRef[], signal: AbortSignal) =>
      new Promise<Resolution[]>((answer, fail) => {
        signal.addEventListener('abort', () => fail(new DOMException('gone', 'AbortError')))
        asked.push({ refs, signal, answer, fail })
      }),
  } as unknown as TraceSource
  return { port, asked }
}

const refs = Array.from({ length: 5 }, (_, i) => drawnRef(`t${i}/x`))
const found = (ref: SpanRef): Resolution => ({
  ref,
  span: { ref, service: 's', name: 'n', kind: 1, status: 0, start: 0n, end: 1n },
})
const absent = (ref: SpanRef): Resolution => ({
  ref,
  span: null,
  why: { reason: 'trace not found', removedBefore: null },
})
const headOf = (spanCount: number): TraceHead => ({
  rootSpanId: null,
  rootService: 's',
  rootName: 'n',
  start: 0n,
  end: 1n,
  spanCount,
  errorCount: 0,
  linksOut: 0,
})
const soon = () => new Promise((resolve) => setTimeout(resolve))

describe('the target resolver', () => {
  it('asks for many spans at once, each once', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    resolver.wish(refs)
    resolver.wish(refs.slice(0, 2))
    await soon()
    expect(asked).toHaveLength(1)
    expect(asked[0].refs).toHaveLength(5)
  })
  it('asks in the order of the wishes, for no more than the source takes', async () => {
    const { port, asked } = source(2)
    const resolver = new TargetResolver(port)
    resolver.wish(refs)
    await soon()
    expect(asked.map(({ refs: batch }) => batch)).toEqual([refs.slice(0, 2), refs.slice(2, 4)])
  })
  it('asks first for what is in view', async () => {
    const { port, asked } = source(2)
    const resolver = new TargetResolver(port)
    resolver.see([refs[4], refs[3]])
    resolver.wish(refs)
    await soon()
    expect(asked.map(({ refs: batch }) => batch)).toEqual([
      [refs[4], refs[3]],
      [refs[0], refs[1]],
    ])
  })
  it('tells listeners of every answer', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    const heard = vi.fn<() => void>()
    resolver.subscribe(heard)
    resolver.wish([refs[0]])
    await soon()
    expect(resolver.target(refs[0]).at).toBe('pending')
    asked[0].answer([found(refs[0])])
    await soon()
    expect(heard).toHaveBeenCalledOnce()
    expect(resolver.target(refs[0])).toMatchObject({ at: 'elsewhere', span: { name: 'n' } })
  })
  it('says why when the source fails, and tells a refusal from the rest', async () => {
    const { port, asked } = source(1)
    const resolver = new TargetResolver(port)
    resolver.wish([refs[0], refs[1]])
    await soon()
    asked[0].fail(new SourceError('unreachable', 'no answer'))
    asked[1].fail(new SourceError('unauthorised', 'no key'))
    await soon()
    expect(resolver.target(refs[1])).toMatchObject({ why: { reason: 'access denied' } })
    expect(resolver.target(refs[0])).toMatchObject({
      why: { reason: 'source failed', message: 'no answer' },
    })
  })
  it('asks again for what was absent when its trace arrives, and shows the old answer meanwhile', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    resolver.wish(refs.slice(0, 2))
    await soon()
    asked[0].answer([found(refs[0]), absent(refs[1])])
    await soon()
    resolver.outdate(new Set([drawnRef('other/x').traceId]))
    resolver.wish(refs.slice(0, 2))
    await soon()
    expect(asked).toHaveLength(1)
    const before = resolver.forgotten()
    resolver.outdate(new Set(refs.slice(0, 2).map(({ traceId }) => traceId)))
    expect(resolver.forgotten()).toBeGreaterThan(before)
    resolver.wish(refs.slice(0, 2))
    await soon()
    expect(asked[1].refs).toEqual([refs[1]])
    expect(resolver.target(refs[1]).at).toBe('absent')
    asked[1].answer([found(refs[1])])
    await soon()
    expect(resolver.target(refs[1]).at).toBe('elsewhere')
  })
  it.each([
    ['of the trace', new Set([refs[0].traceId])],
    ['of traces too many to name', 'any' as const],
  ])(
    'figures of a trace are asked for again when spans %s arrive, and are not current until then',
    async (_, arrived) => {
      const { port, asked } = source(100)
      const resolver = new TargetResolver(port)
      const withHead = (spans: number) => {
        const { span } = found(refs[0])
        return { ref: refs[0], span: { ...span!, trace: headOf(spans) } }
      }
      resolver.wish(refs.slice(0, 2))
      await soon()
      asked[0].answer([withHead(1), found(refs[1])])
      await soon()
      resolver.outdate(arrived)
      expect(resolver.target(refs[0])).toMatchObject({ span: { trace: { spanCount: 1 } } })
      expect(resolver.current(refs[0]).at).toBe('pending')
      expect(resolver.current(refs[1]).at).toBe('elsewhere')
      resolver.wish(refs.slice(0, 2))
      await soon()
      expect(asked[1].refs).toEqual([refs[0]])
      asked[1].answer([withHead(9)])
      await soon()
      expect(resolver.current(refs[0])).toMatchObject({ span: { trace: { spanCount: 9 } } })
    },
  )
  it('a found target that was removed is found out when anything may have changed', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    resolver.wish([refs[0]])
    await soon()
    asked[0].answer([found(refs[0])])
    await soon()
    resolver.outdate('everything')
    resolver.wish([refs[0]])
    await soon()
    asked[1].answer([absent(refs[0])])
    await soon()
    expect(resolver.target(refs[0]).at).toBe('absent')
  })
  it('a retry shows at once that it is looking again', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    resolver.wish([refs[0]])
    await soon()
    asked[0].answer([absent(refs[0])])
    await soon()
    resolver.retry()
    expect(resolver.target(refs[0]).at).toBe('pending')
  })
  it('a cancelled wish is asked again when it is wished for again', async () => {
    const { port, asked } = source(100)
    const resolver = new TargetResolver(port)
    resolver.wish([refs[0]])
    await soon()
    resolver.cancel()
    await soon()
    expect(asked[0].signal.aborted).toBe(true)
    expect(resolver.target(refs[0]).at).toBe('pending')
    resolver.wish([refs[0]])
    await soon()
    expect(asked).toHaveLength(2)
  })
})
