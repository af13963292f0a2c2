import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SERVICE_SLOTS, serviceColor, serviceSlot } from './service-colors.ts'

it('every name has one of the slots, always the same', () => {
  fc.assert(
    fc.property(fc.string(), (service) => {
      const slot = serviceSlot(service)
      expect(Number.isInteger(slot) && slot >= 0 && slot < SERVICE_SLOTS).toBe(true)
      expect(serviceColor(service)).toBe(`var(--p-service-${slot})`)
    }),
  )
})

it('names spread over all slots', () => {
  const taken = new Set(Array.from({ length: 400 }, (_, i) => serviceSlot(`service-${i}`)))
  expect(taken.size).toBe(SERVICE_SLOTS)
})
