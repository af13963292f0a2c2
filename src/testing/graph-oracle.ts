/**
 * What a link graph must show, found the slow and obvious way from all spans at once: no requests, no layers, no budgets.
 */
import { type SpanKey, type TraceId, spanKey } from '../model/ids.ts'
import { STATUS_ERROR, type Span } from '../model/span.ts'

export interface ExpectedGraph {
  readonly boxes: ReadonlyMap<TraceId, { readonly side: string; readonly hop: number }>
  /** `linking>linked` → how many links. */
  readonly edges: ReadonlyMap<string, ExpectedEdge>
}

export interface ExpectedEdge {
  readonly links: number
  /** Nanoseconds; null: the linked span is not there. */
  readonly wait: bigint | null
  readonly failed: boolean
}

interface OneLink {
  readonly linking: Span
  readonly cause: TraceId
  readonly effect: TraceId
  readonly linked: SpanKey
}

export function expectedGraph(spans: readonly Span[], root: TraceId, hops: number): ExpectedGraph {
  const links = allLinks(spans)
  const between = links.filter(({ cause, effect }) => cause !== effect)
  const causesOf = (trace: TraceId) =>
    between.filter(({ effect }) => effect === trace).map(({ cause }) => cause)
  const effectsOf = (trace: TraceId) =>
    between.filter(({ cause }) => cause === trace).map(({ effect }) => effect)

  const backwards = cone(root, hops, causesOf)
  const forwards = cone(root, hops, effectsOf)
  const shown = new Set([...backwards.keys(), ...forwards.keys()])

  // A link is known when the trace that carries it was read or when the trace that it points to was asked for links to it.
  const near = (distances: ReadonlyMap<TraceId, number>, trace: TraceId) =>
    (distances.get(trace) ?? Infinity) < hops || trace === root
  const known = links.filter(
    ({ cause, effect }) =>
      shown.has(cause) &&
      shown.has(effect) &&
      ((near(backwards, effect) && spans.some(({ ref }) => ref.traceId === effect)) ||
        (hops > 0 && near(forwards, cause))),
  )
  const boxes = placed(root, shown, known)
  return { boxes, edges: counted(spans, known, boxes) }
}

function allLinks(spans: readonly Span[]): OneLink[] {
  return spans.flatMap((linking) =>
    linking.links.flatMap(({ to }): OneLink[] =>
      to.valid
        ? [
            {
              linking,
              cause: to.ref.traceId,
              effect: linking.ref.traceId,
              linked: spanKey(to.ref),
            },
          ]
        : [],
    ),
  )
}

/** Distances by trying every neighbour of everything that was reached, once for each hop. */
function cone(
  root: TraceId,
  hops: number,
  neighboursOf: (trace: TraceId) => readonly TraceId[],
): Map<TraceId, number> {
  const distances = new Map([[root, 0]])
  for (let hop = 1; hop <= hops; hop++) {
    const before = distances.size
    for (const trace of Array.from(distances.keys())) {
      for (const next of neighboursOf(trace)) {
        if (!distances.has(next)) distances.set(next, hop)
      }
    }
    if (distances.size === before) break
  }
  return distances
}

function placed(root: TraceId, shown: ReadonlySet<TraceId>, known: readonly OneLink[]) {
  const between = known.filter(({ cause, effect }) => cause !== effect)
  const backwards = cone(root, Infinity, (trace) =>
    between.filter(({ effect }) => effect === trace).map(({ cause }) => cause),
  )
  const forwards = cone(root, Infinity, (trace) =>
    between.filter(({ cause }) => cause === trace).map(({ effect }) => effect),
  )
  const boxes = new Map<TraceId, { side: string; hop: number }>()
  for (const trace of shown) {
    const cause = backwards.get(trace) ?? Infinity
    const effect = forwards.get(trace) ?? Infinity
    const side = trace === root ? 'root' : cause <= effect ? 'cause' : 'effect'
    boxes.set(trace, { side, hop: Math.min(cause, effect) })
  }
  return boxes
}

function counted(
  spans: readonly Span[],
  known: readonly OneLink[],
  boxes: ExpectedGraph['boxes'],
): Map<string, ExpectedEdge> {
  const edges = new Map<string, ExpectedEdge>()
  const hopOf = (trace: TraceId) => boxes.get(trace)?.hop ?? 0
  for (const { linking, linked, cause, effect } of known) {
    const key = `${spanKey(linking.ref)}>${linked}`
    const target = spans.find(({ ref }) => spanKey(ref) === linked)
    const far = hopOf(cause) > hopOf(effect) ? target : linking
    edges.set(key, {
      links: (edges.get(key)?.links ?? 0) + 1,
      wait: target ? linking.start - target.end : null,
      failed: far?.statusCode === STATUS_ERROR,
    })
  }
  return edges
}
