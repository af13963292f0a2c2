import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SERVICE_SLOTS, serviceSlot, serviceSlots } from './service-colors.ts'

const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: SERVICE_SLOTS })

it('services of a trace have different colours as long as there are colours', () => {
  fc.assert(
    fc.property(names, (services) => {
      expect(new Set(serviceSlots(services).values()).size).toBe(services.length)
    }),
  )
})

it('colours do not depend on the order of arrival', () => {
  fc.assert(
    fc.property(names, (services) => {
      const forwards = serviceSlots(services)
      const backwards = serviceSlots([...services].reverse())
      for (const service of services) expect(backwards.get(service)).toBe(forwards.get(service))
    }),
  )
})

it('a service alone has the colour of its name, and more services than colours still get one each', () => {
  expect(serviceSlots(['orders.api']).get('orders.api')).toBe(serviceSlot('orders.api'))
  const many = serviceSlots(Array.from({ length: 40 }, (_, i) => `service-${i}`))
  for (const slot of many.values()) expect(slot).toBeLessThan(SERVICE_SLOTS)
})
