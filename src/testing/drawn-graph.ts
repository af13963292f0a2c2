import { FIRST_GOAL, type Goal, type Terms } from '../model/link-graph/goal.ts'
import { startGraph } from '../model/link-graph/graph.ts'
import type { LinkGraph, TraceBox } from '../model/link-graph/link-graph.ts'
import { spanKey } from '../model/ids.ts'
import type { TraceSource } from '../sources/source.ts'
import { driven, sourceOf } from './graph-driver.ts'
import { draw, drawnRef, drawnTraceId } from './trace-notation.ts'

export interface DrawnGraph {
  readonly graph: LinkGraph
  readonly source: TraceSource
  /** The label of a trace, or of a span as `trace/label`. */
  readonly label: (id: string) => string
  readonly box: (label: string) => TraceBox
}

export const TERMS: Terms = { linkedFrom: 'index', resolveAtOnce: 100 }

/** The graph around a trace of a drawing, or around a span written `trace/label`, as far as the goal leads. */
export async function drawGraph(
  text: string,
  root: string,
  goal: Partial<Goal> = {},
  terms: Terms = TERMS,
): Promise<DrawnGraph> {
  const { spans, labels } = draw(text)
  const source = await sourceOf(spans)
  const [trace] = root.split('/')
  const spanId = root === trace ? null : drawnRef(root).spanId
  const begun = startGraph({ traceId: drawnTraceId(trace), spanId }, terms, {
    ...FIRST_GOAL,
    ...goal,
  })
  const graph = await driven(begun, source, { seed: 1 })
  const names = new Map<string, string>()
  for (const path of labels.values()) {
    names.set(spanKey(drawnRef(path)), path)
    names.set(drawnRef(path).traceId, path.slice(0, path.indexOf('/')))
  }
  return {
    graph,
    source,
    label: (id) => names.get(id) ?? id,
    box(label) {
      const box = graph.boxes.get(drawnTraceId(label))
      if (!box) throw new Error(`no box ${label}`)
      return box
    },
  }
}

/** A line a box, in order: `cause 1 orders`. */
export function boxLines({ graph, label }: DrawnGraph): string[] {
  return [...graph.boxes.values()].map(
    ({ traceId, side, hop }) => `${side} ${hop} ${label(traceId)}`,
  )
}

/** A line an edge, in order, as links are drawn: `batch/process -> a/receive ×2`. */
export function edgeLines({ graph, label }: DrawnGraph): string[] {
  return [...graph.edges.values()].map(({ from, to, links }) => {
    const times = links.length > 1 ? ` ×${links.length}` : ''
    return `${label(spanKey(from))} -> ${label(spanKey(to))}${times}`
  })
}
