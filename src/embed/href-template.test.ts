import { describe, expect, it, test } from 'vitest'
import { tracePlace } from '../state/places.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { parseHrefTemplate } from './href-template.ts'

const PAGE = 'https://host.example/tools/'
const { traceId, spanId } = drawnRef('batch/run')

test('a template is filled with the place', () => {
  const addressOf = parseHrefTemplate('/t/{traceId}?s={spanId}&as={view}#{spanId}', PAGE)
  expect(addressOf({ ...tracePlace(traceId, spanId), view: 'graph' })).toBe(
    `/t/${traceId}?s=${spanId}&as=graph#${spanId}`,
  )
})

test('a place without a span leaves its part empty', () => {
  expect(parseHrefTemplate('?t={traceId}&s={spanId}', PAGE)(tracePlace(traceId))).toBe(
    `?t=${traceId}&s=`,
  )
})

describe('a template is refused', () => {
  it.each([
    'javascript:alert("{traceId}")',
    'JaVaScRiPt:alert("{traceId}")',
    ' javascript:alert("{traceId}")',
    'java\nscript:alert("{traceId}")',
    'data:text/html,{traceId}',
    'vbscript:{traceId}',
    'blob:{traceId}',
    'file:///{traceId}',
    '{view}:{traceId}',
    'https://{traceId}:443000/',
  ])('that makes no address of the web: %s', (template) => {
    expect(() => parseHrefTemplate(template, PAGE)).toThrow('http or https')
  })

  it('that names someone', () => {
    expect(() => parseHrefTemplate('https://me:pass@h.example/{traceId}', PAGE)).toThrow('password')
  })

  it('with a placeholder that is none of ours', () => {
    expect(() => parseHrefTemplate('/{traceId}/{constructor}', PAGE)).toThrow('no other braces')
  })

  it('that leads to one address whatever the trace', () => {
    expect(() => parseHrefTemplate('/traces/{spanId}', PAGE)).toThrow('{traceId}')
  })
})
