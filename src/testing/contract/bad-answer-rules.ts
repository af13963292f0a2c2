import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanKey } from '../../model/ids.ts'
import { buildTrace, groupByTrace } from '../../model/trace-builder.ts'
import { decodeTraces } from '../../sources/decode.ts'
import type { Fetch } from '../../sources/http.ts'
import { SourceError, type TraceSource } from '../../sources/source.ts'
import { checkBuilt } from '../check-table.ts'
import { searchFor } from '../searches.ts'
import { type Spoil, spoils } from '../spoil-answer.ts'
import { drawnRef, drawnTraceId } from '../trace-notation.ts'
import { contractTraces } from './traces.ts'

const { signal } = new AbortController()

/** Few spans, so that a spoilt part is likely one that matters. */
const TRACES = contractTraces(Date.now())
const LABELS = ['order-1', 'order-2', 'batch', 'retry']
export const SCENARIO_SPANS = LABELS.flatMap((label) => TRACES.of(label))

const TARGET = drawnRef('order-1/receive-order')
const REFS = ['batch/process-batch', 'order-1/receive-order', 'nowhere/x'].map(drawnRef)
const { at } = TRACES
const during = { from: at(-500), to: at(5000) }

/** What is asked of a source, and what must hold of whatever it answers. */
export const QUESTIONS: Readonly<Record<string, (source: TraceSource) => Promise<void>>> = {
  async services(source) {
    for (const name of await source.listServices(signal)) expect(typeof name).toBe('string')
  },
  async operations(source) {
    for (const name of await source.listOperations('orders', signal)) {
      expect(typeof name).toBe('string')
    }
  },
  async 'attribute keys and values'(source) {
    const keys = await source.listAttributeKeys('orders', signal)
    const values = await source.listAttributeValues('order.id', null, signal)
    for (const name of [...keys, ...values]) expect(typeof name).toBe('string')
  },
  async 'a search'(source) {
    const { traces } = await source.searchTraces(searchFor(during), signal)
    for (const { traceId, start, end } of traces) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/)
      expect([typeof start, typeof end]).toEqual(['bigint', 'bigint'])
    }
  },
  async 'a trace'(source) {
    const { bytes, encoding } = await source.fetchTrace(drawnTraceId('batch'), signal)
    const batch = decodeTraces(bytes, encoding)
    for (const [traceId, indices] of groupByTrace(batch)) {
      checkBuilt(buildTrace(batch, traceId, indices), batch)
    }
    for (let i = 0; i < batch.length; i++) batch.span(i)
  },
  async 'spans of links'(source) {
    const answers = await source.resolveSpans(REFS, signal)
    expect(answers.map(({ ref }) => spanKey(ref))).toEqual(REFS.map(spanKey))
    for (const { ref, span } of answers) if (span) expect(span.ref).toEqual(ref)
  },
  async 'links to a span'(source) {
    const scan = { ...during, services: null, maxTraces: 100 }
    const query = { ...TARGET, cursor: null, limit: 100, scan, near: at(0) }
    const { backlinks } = await source.findLinksTo(query, signal)
    for (const { link } of backlinks) expect(link.to).toEqual({ valid: true, ref: TARGET })
  },
  async 'the number of links'(source) {
    const counts = await source.countLinksTo?.(TARGET.traceId, signal)
    for (const [id, count] of counts ?? []) {
      expect(id).toMatch(/^[0-9a-f]{16}$/)
      expect(count).toBeGreaterThanOrEqual(0)
    }
  },
}

/** Holds a source to its contract whatever is answered: it says what it can, or rejects with a typed error. */
export function badAnswerRules(
  name: string,
  sourceOf: (fetch: Fetch) => TraceSource,
  answer: Fetch,
): void {
  describe(`whatever ${name} answers, it is an answer or a typed error`, () => {
    test.each(Object.entries(QUESTIONS))('when asked for %s', async (_, ask) => {
      // The answer that is spoilt, and all after it if there is no other.
      const spoilt = fc.record({ spoil: spoils, from: fc.nat(4), all: fc.boolean() })
      await fc.assert(
        fc.asyncProperty(spoilt, async (how) => {
          try {
            await ask(sourceOf(spoiling(answer, how)))
          } catch (error) {
            if (!(error instanceof SourceError)) throw error
            expect(error.message).toMatch(/\S/)
          }
        }),
        { numRuns: 150 },
      )
    })
  })
}

/** Answers as `answer` does, but for those that are spoilt: number `from`, and all after it where `all` says so. */
export function spoiling(
  answer: Fetch,
  { spoil, from, all }: { spoil: Spoil; from: number; all: boolean },
): Fetch {
  let asked = 0
  return async (input, init) => {
    const response = await answer(input, init)
    const number = asked++
    return number === from || (all && number > from) ? spoil(response) : response
  }
}
