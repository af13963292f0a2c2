import { describe, expect, it, test } from 'vitest'
import { noSource } from '../sources/no-source.ts'
import { drawnRef } from '../testing/trace-notation.ts'
import { BadOption, panelOptions, sameOrigin } from './panel-options.ts'

const PAGE = 'https://host.example/tools/'
const { traceId } = drawnRef('batch/run')
const read = (input: object) => panelOptions(input, PAGE)

test('an option that is missing, null or empty has its default', () => {
  const nothing = read({})
  expect(nothing).toEqual({
    origin: { from: 'nowhere' },
    traceId: null,
    spanId: null,
    view: 'waterfall',
    tab: 'attributes',
    theme: 'auto',
    zone: 'local',
    shortcuts: 'on',
    addressOf: null,
  })
  expect(read({ traceId: null, spanId: '', view: '', theme: null, hrefTemplate: '' })).toEqual(
    nothing,
  )
})

test('ids are taken in either case, short ones padded', () => {
  expect(read({ traceId: ` ${traceId.toUpperCase()} `, spanId: 'ABC' })).toMatchObject({
    traceId,
    spanId: '0000000000000abc',
  })
})

test('details begin with the links, unless the host wants another tab', () => {
  expect(read({ view: 'details' }).tab).toBe('links')
  expect(read({ view: 'details', tab: 'raw' }).tab).toBe('raw')
})

describe('what can’t be meant is refused by name', () => {
  it.each([
    ['trace-id', { traceId: 'xyz' }],
    ['trace-id', { traceId: '0'.repeat(32) }],
    ['trace-id', { traceId: 'a'.repeat(33) }],
    ['trace-id', { traceId: 7 }],
    ['trace-id', { traceId: `${traceId}"><script>` }],
    ['span-id', { spanId: traceId }],
    ['span-id', { spanId: {} }],
    ['view', { view: 'constructor' }],
    ['tab', { tab: '__proto__' }],
    ['theme', { theme: 'pink' }],
    ['zone', { zone: 'CET' }],
    ['href-template', { hrefTemplate: 'javascript:alert({traceId})' }],
    ['href-template', { hrefTemplate: ['/'] }],
    ['source', { source: 'https://jaeger.example' }],
    ['source', { source: { ...noSource(), fetchTrace: null } }],
    ['source', { source: { ...noSource(), capabilities: null } }],
    ['source-kind', { source: { kind: 'zipkin', url: 'https://z.example' } }],
    ['source-kind', { source: { url: 'https://z.example' } }],
    ['source-url', { source: { kind: 'jaeger', url: 'javascript:alert(1)' } }],
    ['source-url', { source: { kind: 'jaeger', url: 'https://me:pass@j.example' } }],
    ['source-url', { source: { kind: 'jaeger', url: 'https://j.example?tenant=1' } }],
    ['source-url', { source: { kind: 'jaeger', url: 8 } }],
    ['source-name', { source: { kind: 'jaeger', url: 'https://j.example', name: {} } }],
    ['traces', { traces: 12 }],
  ])('%s: %j', (option, input) => {
    expect(() => read(input)).toThrow(BadOption)
    expect(() => read(input)).toThrow(new RegExp(`^${option} `))
  })
})

describe('the origin', () => {
  it('is an address, completed from the page’s own', () => {
    const source = { kind: 'jaeger', url: '/gateway/shop/' }
    expect(read({ source }).origin).toEqual({
      from: 'address',
      address: { kind: 'jaeger', url: 'https://host.example/gateway/shop', name: 'host.example' },
    })
  })

  it('is a source of the host’s own', () => {
    const source = noSource()
    expect(read({ source }).origin).toEqual({ from: 'object', source })
  })

  it('is what was handed in, whatever source there is beside it', () => {
    const traces = { resourceSpans: [] }
    expect(read({ source: noSource(), traces }).origin).toEqual({ from: 'traces', traces })
  })

  it('is the same while it says the same', () => {
    const jaeger = { kind: 'jaeger', url: 'https://j.example' }
    const origins = [
      {},
      { source: jaeger },
      { source: { ...jaeger, kind: 'tempo' } },
      { source: { ...jaeger, name: 'shop' } },
      { source: noSource() },
      { source: noSource() },
      { traces: '{}' },
      { traces: {} },
    ].map((input) => [read(input).origin, read(input).origin] as const)
    for (const [i, [one]] of origins.entries()) {
      for (const [j, [, other]] of origins.entries()) expect(sameOrigin(one, other)).toBe(i === j)
    }
  })
})
