import { describe, expect, test } from 'vitest'
import { type SpanRef, spanKey } from '../../model/ids.ts'
import { STATUS_ERROR } from '../../model/span.ts'
import { drawnRef } from '../trace-notation.ts'
import type { Held } from './contract.ts'

const { signal } = new AbortController()

export function resolveRules(held: Held): void {
  describe('resolving spans', () => {
    test('answers each reference once, in the order asked', async () => {
      const paths = [
        'retry/second',
        'order-1/gone',
        'nowhere/x',
        'retry/first',
        'order-1/receive-order',
      ]
      const answers = await held.source.resolveSpans(paths.map(drawnRef), signal)
      expect(answers.map(({ ref }) => spanKey(ref))).toEqual(paths.map((p) => spanKey(drawnRef(p))))
      expect(answers.map((answer) => ('why' in answer ? answer.why : answer.span.name))).toEqual([
        'ship',
        { reason: 'span not in its trace' },
        { reason: 'trace not found', removedBefore: null },
        'ship',
        'receive-order',
      ])
    })

    test('tells of a span what a link’s line shows', async () => {
      const ref = drawnRef('batch/process-batch')
      const [{ span }] = await held.source.resolveSpans([ref], signal)
      const { trace: _, ...alone } = span!
      expect(alone).toEqual({
        ref,
        service: 'orders-batch',
        name: 'process-batch',
        kind: 5,
        status: 1,
        start: held.traces.at(1010),
        end: held.traces.at(1390),
      })
    })

    test('tells of its trace, if anything, what the trace itself says', async () => {
      const ref = drawnRef('order-1/receive-order')
      const [{ span }] = await held.source.resolveSpans([ref], signal)
      const spans = held.traces.of('order-1')
      if (!span?.trace) return
      const [first] = spans
      expect(span.trace).toEqual({
        rootSpanId: first.ref.spanId,
        rootService: 'shop',
        rootName: first.name,
        start: first.start,
        end: spans.map(({ end }) => end).reduce((a, b) => (b > a ? b : a)),
        spanCount: spans.length,
        errorCount: spans.filter((each) => each.statusCode === STATUS_ERROR).length,
        linksOut: spans.reduce((sum, { links }) => sum + links.length, 0),
      })
    })

    test('answers no references with nothing', async () => {
      expect(await held.source.resolveSpans([], signal)).toEqual([])
    })

    test('finds all targets of a span with 300 links', async () => {
      const [gather] = held.traces.of('wide')
      const refs = gather.links.flatMap(({ to }) => (to.valid ? [to.ref] : []))
      expect(refs).toHaveLength(300)
      const { resolveAtOnce } = held.source.capabilities
      const found: (SpanRef | null)[] = []
      for (let i = 0; i < refs.length; i += resolveAtOnce) {
        const answers = await held.source.resolveSpans(refs.slice(i, i + resolveAtOnce), signal)
        found.push(...answers.map(({ span }) => span && span.ref))
      }
      expect(found).toEqual(refs)
    })

    test('is given up when it is no longer wanted', async () => {
      const answer = held.source.resolveSpans([drawnRef('retry/first')], AbortSignal.abort())
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
}
