import type { SpanId, SpanRef, TraceId } from '../model/ids.ts'
import type { Span } from '../model/span.ts'
import type { Random } from './random.ts'
import { draw } from './trace-notation.ts'

const [PLAIN] = draw(`
  trace a
  0-10 shop receive
`).spans

/** A request's spans: a few traces with links to what was sent before, each span with something of its own in it. */
export function requestSpans(random: Random, known: readonly SpanRef[]): Span[] {
  const traces = Array.from({ length: 1 + random.int(4) }, () => random.hex(16) as TraceId)
  return traces.flatMap((traceId) =>
    Array.from({ length: 1 + random.int(80) }, (): Span => {
      const ref = { traceId, spanId: random.hex(8) as SpanId }
      const linked = known.length > 0 && random.chance(0.3)
      return {
        ...PLAIN,
        ref,
        name: `work ${random.int(20)}`,
        attributes: [{ key: 'of', value: `${ref.spanId} ${'x'.repeat(random.int(400))}` }],
        links: linked ? [linkTo(random.pick(known))] : [],
      }
    }),
  )
}

function linkTo(ref: SpanRef): Span['links'][number] {
  return {
    to: { valid: true, ref },
    traceState: '',
    flags: 0,
    attributes: [],
    droppedAttributes: 0,
  }
}
