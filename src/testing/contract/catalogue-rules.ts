import { describe, expect, test } from 'vitest'
import type { Held } from './contract.ts'

const { signal } = new AbortController()

export function catalogueRules(held: Held): void {
  describe('the form is offered', () => {
    test('services, each once, in order', async () => {
      const services = await held.source.listServices(signal)
      const known = ['everything', 'gatherer', 'odd', 'orders', 'orders-batch', 'shipping', 'shop']
      expect(services).toEqual(expect.arrayContaining(known))
      expect(services).toEqual([...new Set(services)].sort())
    })

    test('operations of a service, each once, in order', async () => {
      expect(await held.source.listOperations('orders-batch', signal)).toEqual([
        'nightly-run',
        'process-batch',
        'process-item',
      ])
      if (held.subject.exempt?.includes('unknown service')) return
      expect(await held.source.listOperations('nobody', signal)).toEqual([])
    })

    test('keys of attributes, where the source lists them', async () => {
      await held.source.probe?.(signal)
      const { attributeNames } = held.source.capabilities
      const keys = await held.source.listAttributeKeys(null, signal)
      const ofShop = await held.source.listAttributeKeys('shop', signal)
      if (!attributeNames) {
        expect([keys, ofShop]).toEqual([[], []])
        return
      }
      expect(keys).toEqual(
        expect.arrayContaining(['batch.size', 'host.name', 'order.id', 'tenant']),
      )
      expect(keys).toEqual([...new Set(keys)].sort())
      // Where a source can't tell services apart they are those of all.
      expect(ofShop).toEqual(expect.arrayContaining(['order.id', 'tenant']))
    })

    test('values of an attribute, where the source lists them', async () => {
      await held.source.probe?.(signal)
      const { attributeNames } = held.source.capabilities
      const values = (key: string, service: string | null) =>
        held.source.listAttributeValues(key, service, signal)
      expect(await values('tenant', null)).toEqual(attributeNames ? ['north', 'south'] : [])
      expect(await values('order.id', 'orders')).toEqual(attributeNames ? ['1', '2'] : [])
      expect(await values('size', 'orders')).toEqual(attributeNames ? ['2', '3'] : [])
      expect(await values('no.such.key', null)).toEqual([])
    })
  })
}
