import type { Span } from '../src/model/span.ts'
import { DRAWN_ORIGIN, draw } from '../src/testing/trace-notation.ts'

/** An order, and the batch that took it up a minute later, ten minutes ago: sources search the recent past. */
export function recentBatch(): Span[] {
  const shift = BigInt(Date.now() - 600_000) * 1_000_000n - DRAWN_ORIGIN
  const { spans } = draw(`
  trace order
  -60000--59000 shop receive-order server
  trace batch
  0-1000 batch process-batch consumer batch.size=1 -> order/receive-order(order.id=7)
`)
  return spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift }))
}
