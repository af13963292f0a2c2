import { describe, expect, test } from 'vitest'
import type { TraceSummary } from '../model/summary.ts'
import { drawnTraceId } from '../testing/trace-notation.ts'
import { type Known, goToOptions } from './go-to-options.ts'

const trace = (label: string, rootService: string, rootName: string): TraceSummary => ({
  traceId: drawnTraceId(label),
  rootSpanId: null,
  rootService,
  rootName,
  start: 0n,
  end: 0n,
  spanCount: 1,
  errorCount: 0,
  services: [rootService],
  linksOut: 0,
  linkedFrom: 0,
  sample: false,
  shape: [],
})

const known: Known = {
  services: ['orders-batch', 'orders', 'payments'],
  operations: [
    { service: 'orders', name: 'receive-order' },
    { service: 'orders-batch', name: 'order-totals' },
  ],
  traces: [
    trace('a', 'orders', 'receive-order'),
    trace('b', 'orders-batch', 'hourly-run'),
    ...Array.from({ length: 20 }, (_, i) => trace(`more-${i}`, 'payments', 'settle')),
  ],
}
const offered = (text: string) =>
  goToOptions(text, known).map(({ group, text }) => `${group}: ${text}`)

describe('the box offers', () => {
  test('recent traces without a text, few of them', () => {
    const options = offered('  ')
    expect(options.slice(0, 2)).toEqual([
      'Recent traces: receive-order',
      'Recent traces: hourly-run',
    ])
    expect(options).toHaveLength(6)
  })

  test('services, operations and traces that hold the text, in either case; those that begin with it first', () => {
    expect(offered('ORDER')).toEqual([
      'Services: orders-batch',
      'Services: orders',
      'Operations: order-totals',
      'Operations: receive-order',
      'Recent traces: receive-order',
      'Recent traces: hourly-run',
    ])
  })

  test('an operation as the search for it in its service', () => {
    const [option] = goToOptions('totals', known)
    expect(option.place).toMatchObject({
      screen: 'traces',
      search: { service: 'orders-batch', operation: 'order-totals' },
    })
  })

  test('nothing but the trace when the text has an id, and the span with it', () => {
    const id = drawnTraceId('b')
    const options = goToOptions(`00-${id}-00f067aa0ba902b7-01`, known)
    expect(options).toHaveLength(1)
    expect(options[0].place).toMatchObject({ traceId: id, spanId: '00f067aa0ba902b7' })
  })

  test('a known trace by the first digits of its id', () => {
    const id = drawnTraceId('b')
    expect(offered(id.slice(-10))).toContain('Recent traces: hourly-run')
  })

  test('a search by attributes for what is written as one', () => {
    const [option] = goToOptions('order.id=7', known)
    expect(option.place).toMatchObject({ search: { attributes: 'order.id=7' } })
  })

  test('nothing for what nothing is called', () => {
    expect(offered('zebra')).toEqual([])
  })
})
