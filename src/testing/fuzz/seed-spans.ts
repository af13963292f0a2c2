import * as fc from 'fast-check'
import type { Span } from '../../model/span.ts'
import { arbitrarySpan, arbitraryTrace } from '../arbitrary-span.ts'
import { draw } from '../trace-notation.ts'

const SEED = 20261122

/** A batch, its sources and what is odd between them. */
export const DRAWN_SPANS: readonly Span[] = draw(`
  trace batch
  0-100 orders-batch nightly-run
    10-90 orders-batch process-batch consumer !error -> order/receive-order -> other/receive-order#2
      20.5-30 orders-batch process-item !ok
      30-40 orders-batch process-item#2 !dropped-links=3
      40-50 shop "GET /orders" #get client -> process-batch

  trace order
  -50-10 shop receive-order server
`).spans

/** Spans with all that OTLP carries, in its nastier corners: the same each time. */
export const ODD_SPANS: readonly Span[] = fc.sample(arbitrarySpan, { seed: SEED, numRuns: 6 })

/** Traces with circles, orphans and ids that stand twice. */
export const TANGLED_SPANS: readonly Span[] = fc
  .sample(arbitraryTrace({ distinct: false }), { seed: SEED, numRuns: 4 })
  .flat()

/** What the documents of the doors are made of: few spans each, so that what is changed is likely to matter. */
export const SEED_SPANS: readonly (readonly Span[])[] = [
  DRAWN_SPANS,
  ODD_SPANS.slice(0, 1),
  ODD_SPANS.slice(1, 3),
  TANGLED_SPANS.slice(0, 5),
]
