import type { Span } from '../src/model/span.ts'
import { GENERATED_START, bigTraceSpans } from '../src/testing/big-trace.ts'

/** What SDKs send at once unless told otherwise. */
export const SPANS_A_REQUEST = 512
const SPANS_A_TRACE = 32
const SECOND = 1_000_000_000n

/** The spans of a request: whole traces a second apart, side by side what is of one service. Each `number` has its own. */
export function requestSpans(number: number): Span[] {
  const traces = SPANS_A_REQUEST / SPANS_A_TRACE
  const spans = Array.from({ length: traces }, (_, i) => {
    const seed = 1_000_000 + number * traces + i
    const start = GENERATED_START + BigInt(seed) * SECOND
    return [...bigTraceSpans({ spans: SPANS_A_TRACE, seed, start })]
  }).flat()
  return [...Map.groupBy(spans, ({ resource }) => resource).values()].flat()
}
