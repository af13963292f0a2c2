import { describe, expect, test } from 'vitest'
import { kindName, linkFlags, serviceOf, statusName } from './span.ts'

test('numbers that OTLP does not name are shown as unspecified and unset', () => {
  expect([0, 5, 6, 255, -1].map(kindName)).toEqual([
    'unspecified',
    'consumer',
    'unspecified',
    'unspecified',
    'unspecified',
  ])
  expect([0, 2, 3].map(statusName)).toEqual(['Unset', 'Error', 'Unset'])
})

describe('the flags of a link', () => {
  test('say that the target was sampled', () => {
    expect(linkFlags(0x01, 0)).toEqual({ sampled: true, remote: null })
  })

  test('say that it was not only where the sender writes that bit', () => {
    expect(linkFlags(0x00, 0x01).sampled).toBe(false)
    expect(linkFlags(0x300, 0x300).sampled).toBeNull()
  })

  test('say whether the target is remote only where that is known', () => {
    expect(linkFlags(0x300, 0).remote).toBe(true)
    expect(linkFlags(0x100, 0).remote).toBe(false)
    expect(linkFlags(0x200, 0).remote).toBeNull()
  })
})

test('a service is the text under service.name, the first one', () => {
  const resource = (...values: (string | bigint)[]) => ({
    attributes: values.map((value) => ({ key: 'service.name', value })),
    droppedAttributes: 0,
    schemaUrl: '',
  })
  expect(serviceOf(resource('shop', 'other'))).toBe('shop')
  expect(serviceOf(resource(5n))).toBe('')
  expect(serviceOf(resource())).toBe('')
})
