import { describe, expect, test } from 'vitest'
import type { SearchPart, TraceQuery } from '../../sources/source.ts'
import type { SpanId } from '../../model/ids.ts'
import { searchFor } from '../searches.ts'
import { drawnTraceId } from '../trace-notation.ts'
import type { Held } from './contract.ts'
import { ALL_TRACES } from './traces.ts'

const { signal } = new AbortController()

/** What is asked, what it needs of the source, and what there is to find, newest first. */
type Case = readonly [
  what: string,
  needs: readonly SearchPart[],
  query: Partial<TraceQuery>,
  found: readonly string[],
]

const attributes = (...pairs: (readonly [string, string])[]) => ({
  attributes: pairs.map(([key, value]) => ({ key, value })),
})

const CASES: readonly Case[] = [
  ['nothing in particular', ['anyService'], {}, ['retry', 'batch', 'order-2', 'order-1']],
  ['a service', [], { service: 'orders' }, ['order-2', 'order-1']],
  ['a service that none is', [], { service: 'nobody' }, []],
  [
    'an operation',
    ['operation'],
    { service: 'orders-batch', operation: 'process-item' },
    ['batch'],
  ],
  ['an operation of any service', ['anyService', 'operation'], { operation: 'ship' }, ['retry']],
  ['an operation of another service', ['operation'], { service: 'shop', operation: 'ship' }, []],
  [
    'a number',
    ['attributes'],
    { service: 'orders', ...attributes(['order.id', '1']) },
    ['order-1'],
  ],
  [
    'an attribute of any service',
    ['anyService', 'attributes'],
    attributes(['order.id', '1']),
    ['batch', 'order-1'],
  ],
  ['a text', ['anyService', 'attributes'], attributes(['tenant', 'south']), ['order-2']],
  [
    'two attributes of one span',
    ['anyService', 'attributes'],
    attributes(['order.id', '2'], ['size', '3']),
    ['order-2'],
  ],
  [
    'two attributes that no span has both of',
    ['anyService', 'attributes'],
    attributes(['tenant', 'south'], ['size', '3']),
    [],
  ],
  ['an error', ['anyService', 'statusError'], { status: 'error' }, ['batch', 'order-2']],
  ['an error of a service', ['statusError'], { status: 'error', service: 'orders' }, ['order-2']],
  ['a status of OK', ['anyService', 'statusOk'], { status: 'ok' }, ['batch']],
  ['no status', ['statusUnset'], { status: 'unset', service: 'shop' }, ['order-1']],
  ['a least duration', ['anyService', 'duration'], { minDuration: 70e6 }, ['batch', 'order-2']],
  ['a greatest duration', ['anyService', 'duration'], { maxDuration: 60e6 }, ['retry', 'order-1']],
  [
    'a range of durations',
    ['anyService', 'duration'],
    { minDuration: 60e6, maxDuration: 80e6 },
    ['order-2', 'order-1'],
  ],
  ['links', ['anyService', 'linksOut'], { links: 'out' }, ['retry', 'batch']],
  ['links of a service', ['linksOut'], { links: 'out', service: 'orders-batch' }, ['batch']],
  [
    'links to a trace',
    ['anyService', 'linksTo'],
    { linksTo: drawnTraceId('order-1') },
    ['retry', 'batch'],
  ],
  [
    'links to a trace that none links to',
    ['anyService', 'linksTo'],
    { linksTo: drawnTraceId('wide') },
    [],
  ],
  ['being linked to', ['anyService', 'linksIn'], { links: 'in' }, ['batch', 'order-2', 'order-1']],
]

export function searchRules(held: Held): void {
  const { at } = held.traces
  const labelOf = new Map<string, string>(ALL_TRACES.map((label) => [drawnTraceId(label), label]))
  /** The scenario's time. */
  const during = { from: at(-500), to: at(5000) }
  const search = async (query: Partial<TraceQuery>) => {
    const answer = await held.source.searchTraces(searchFor({ ...during, ...query }), signal)
    return { ...answer, labels: answer.traces.map(({ traceId }) => labelOf.get(traceId)) }
  }

  describe('a search for', () => {
    test.each(CASES)('%s finds its traces, or is refused', async (_, needs, query, found) => {
      await held.source.probe?.(signal)
      const { unsearchable } = held.source.capabilities
      const lacking = needs.find((part) => unsearchable[part] !== undefined)
      if (lacking) {
        await expect(search(query)).rejects.toMatchObject({
          code: 'unsupported',
          message: unsearchable[lacking],
        })
        return
      }
      const { labels, more } = await search(query)
      expect(labels).toEqual(found)
      expect(more).toBe(false)
    })

    test('an attribute of the resource finds its traces', async () => {
      const window = { from: at(9500), to: at(14_000) }
      const query = { service: 'everything', ...attributes(['host.name', 'machine-1']) }
      expect((await search({ ...window, ...query })).labels).toContain('everything')
    })
  })

  describe('a search', () => {
    test.each([
      ['oldest', ['order-1', 'order-2', 'batch', 'retry']],
      ['longest', ['batch', 'order-2', 'order-1', 'retry']],
      ['shortest', ['retry', 'order-1', 'order-2', 'batch']],
    ] as const)('puts the %s first', async (sort, labels) => {
      expect((await search({ sort })).labels).toEqual(labels)
    })

    test('finds the traces that began in its time', async () => {
      expect((await search({ from: at(900), to: at(1500) })).labels).toEqual(['batch'])
      expect((await search({ from: at(1005), to: at(1500) })).labels).toEqual([])
      expect((await search({ from: at(0), to: at(100) })).labels).toEqual(['order-2', 'order-1'])
    })

    test('gives no more than its limit, and says that there are more', async () => {
      const { labels, more } = await search({ limit: 3 })
      expect(labels).toHaveLength(3)
      expect(more).toBe(true)
    })

    test('tells of a trace what it is', async () => {
      const { traces } = await search({ service: 'orders-batch' })
      expect(traces).toHaveLength(1)
      const [batch] = traces
      expect(batch).toMatchObject({ rootService: 'orders-batch', rootName: 'nightly-run' })
      expect([batch.start, batch.end]).toEqual([at(1000), at(1400)])
      // Null where a source does not count.
      expect([null, 4]).toContain(batch.spanCount)
      expect([null, 1]).toContain(batch.errorCount)
      expect([null, 3]).toContain(batch.linksOut)
    })

    test('for traces by their ids finds those that are there, at any age, in the order asked', async () => {
      const traceIds = ['order-1', 'nowhere', 'batch', 'order-1'].map(drawnTraceId)
      const outside = { from: at(900_000), to: at(900_001) }
      const { labels, more, unread } = await search({ ...outside, traceIds, sort: 'oldest' })
      expect(labels).toEqual(['order-1', 'batch'])
      expect(more).toBe(false)
      expect(unread).toBeUndefined()
      expect((await search({ traceIds, limit: 1 })).more).toBe(true)
    })

    test('for a span by its id alone finds the trace that has it, where the source can', async () => {
      const { ref } = held.traces.spans.find(({ name }) => name === 'process-item') ?? {}
      const found = ref && (await held.source.findSpan?.(ref.spanId, signal))
      expect([undefined, [ref]]).toContainEqual(found)
      const nowhere = await held.source.findSpan?.('ffffffffffffffff' as SpanId, signal)
      expect([undefined, []]).toContainEqual(nowhere)
    })

    test('in a language of the source’s own is answered, or refused', async () => {
      const { queryLanguage } = held.source.capabilities
      const raw = '{ resource.service.name = "shipping" }'
      if (queryLanguage === 'TraceQL') expect((await search({ raw })).labels).toEqual(['retry'])
      else await expect(search({ raw })).rejects.toMatchObject({ code: 'unsupported' })
    })

    test('with a mistake in it is refused with the source’s own words', async () => {
      const { queryLanguage } = held.source.capabilities
      const error = queryLanguage
        ? { code: 'badQuery', message: expect.stringMatching(/pars|syntax/i) }
        : { code: 'unsupported' }
      await expect(search({ raw: '{ nonsense ' })).rejects.toMatchObject(error)
    })

    test('is given up when it is no longer wanted', async () => {
      const answer = held.source.searchTraces(searchFor(during), AbortSignal.abort())
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
}
