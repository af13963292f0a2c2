import { describe, expect, test } from 'vitest'
import { type SpanRef, spanKey } from '../../model/ids.ts'
import type { Backlink, LinksToQuery, ScanProgress } from '../../sources/source.ts'
import { drawnRef } from '../trace-notation.ts'
import type { Held } from './contract.ts'

const { signal } = new AbortController()

export function linkRules(held: Held): void {
  const { at, labels } = held.traces
  const scan = { from: at(-1000), to: at(30_000), services: null, maxTraces: 1000 }
  const queryFor = (target: SpanRef | Pick<LinksToQuery, 'traceId' | 'spanId'>, limit = 500) => ({
    ...target,
    cursor: null,
    limit,
    near: at(0),
    scan,
  })
  const pathOf = (ref: SpanRef) => labels.get(spanKey(ref)) ?? spanKey(ref)
  const fromOf = (backlinks: readonly Backlink[]) =>
    backlinks.map(({ from }) => pathOf(from.ref)).sort()
  const ORDER_1 = drawnRef('order-1/receive-order')
  const TO_ORDER_1 = ['batch/process-batch', 'retry/first', 'retry/second']

  describe('linked from', () => {
    test('names the spans that link to a span, and how many', async () => {
      const page = await held.source.findLinksTo(queryFor(ORDER_1), signal)
      expect(fromOf(page.backlinks)).toEqual(TO_ORDER_1)
      expect(page).toMatchObject({ total: 3, cursor: null })
      for (const { link } of page.backlinks) expect(link.to).toEqual({ valid: true, ref: ORDER_1 })
    })

    test('tells of a linking span what it is', async () => {
      const { backlinks } = await held.source.findLinksTo(queryFor(ORDER_1), signal)
      const from = backlinks.find(({ from }) => from.name === 'process-batch')?.from
      const { trace: _, ...alone } = from!
      expect(alone).toEqual({
        ref: drawnRef('batch/process-batch'),
        service: 'orders-batch',
        name: 'process-batch',
        kind: 5,
        status: 1,
        start: at(1010),
        end: at(1390),
      })
    })

    test('has the attributes of the link, or says that they are not kept', async () => {
      const { backlinks } = await held.source.findLinksTo(queryFor(ORDER_1), signal)
      const link = backlinks.find(({ from }) => from.name === 'process-batch')?.link
      const kept = !held.subject.losses.includes('linkAttributes')
      const asText = held.subject.losses.includes('valueTypes')
      expect(held.source.capabilities.linkAttributes || !kept).toBe(true)
      const attributes = link?.attributes?.toSorted((a, b) => (a.key < b.key ? -1 : 1)) ?? null
      const message = { key: 'message', value: 'first one' }
      const order = { key: 'order.id', value: asText ? '1' : 1n }
      expect(attributes).toEqual(kept ? [message, order] : null)
    })

    test('names the spans that link to any span of a trace', async () => {
      const target = { traceId: drawnRef('order-2/receive-order').traceId, spanId: null }
      const page = await held.source.findLinksTo(queryFor(target), signal)
      expect(fromOf(page.backlinks)).toEqual(['batch/process-batch'])
    })

    test('names also spans of the trace itself', async () => {
      const page = await held.source.findLinksTo(queryFor(drawnRef('batch/process-batch')), signal)
      expect(fromOf(page.backlinks)).toEqual(['batch/process-item', 'retry/first'])
    })

    test('finds a hundred links of one span into a trace', async () => {
      const target = { traceId: drawnRef('target-1/x').traceId, spanId: null }
      const { backlinks, total } = await held.source.findLinksTo(queryFor(target), signal)
      expect(total).toBe(100)
      const targets = backlinks.map(({ link }) => link.to.valid && spanKey(link.to.ref))
      expect(new Set(targets).size).toBe(100)
      expect(fromOf(backlinks).every((path) => path === 'wide/gather')).toBe(true)
    })

    test('is nothing where nothing links', async () => {
      const page = await held.source.findLinksTo(queryFor(drawnRef('retry/first')), signal)
      expect(page).toMatchObject({ backlinks: [], total: 0, cursor: null })
    })

    test('is whole also in pages', async () => {
      const found: Backlink[] = []
      let cursor: string | null = null
      do {
        const page = await held.source.findLinksTo({ ...queryFor(ORDER_1, 2), cursor }, signal)
        expect(page.total).toBe(3)
        found.push(...page.backlinks)
        cursor = page.cursor
      } while (cursor !== null)
      expect(fromOf(found)).toEqual(TO_ORDER_1)
    })

    test('says where it looked, unless an index knows every link', async () => {
      const { searched } = await held.source.findLinksTo(queryFor(ORDER_1), signal)
      if (!searched) {
        expect(held.source.capabilities.linkedFrom).toBe('index')
        return
      }
      expect(searched.from).toBeLessThanOrEqual(scan.from)
      expect(searched.to).toBeGreaterThanOrEqual(scan.to)
      expect(searched.leftOut).toEqual([])
    })

    test('tells how far a scan is, and ends it when it is no longer wanted', async () => {
      const told: ScanProgress[] = []
      await held.source.findLinksTo(queryFor(ORDER_1), signal, (progress) => told.push(progress))
      if (held.source.capabilities.linkedFrom === 'index') return
      expect(told.length).toBeGreaterThan(0)
      for (const { done, of } of told) expect(done).toBeLessThanOrEqual(of)
      const last = told[told.length - 1]
      expect(last.done).toBe(last.of)
      expect(fromOf(last.backlinks)).toEqual(TO_ORDER_1)

      const controller = new AbortController()
      const answer = held.source.findLinksTo(queryFor(ORDER_1), controller.signal, () =>
        controller.abort(),
      )
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    })

    test('is counted by span, where the source counts', async () => {
      const counts = await held.source.countLinksTo?.(ORDER_1.traceId, signal)
      if (counts) expect(counts).toEqual(new Map([[ORDER_1.spanId, 3]]))
    })
  })
}
