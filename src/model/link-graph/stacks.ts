import { textHash } from '../../base/text-hash.ts'
import type { TraceId } from '../ids.ts'
import type { StackBy, StackKey, StackLabel } from './graph-items.ts'
import { type InnerEdge, innerEdges } from './inner-edges.ts'
import type { LinkGraph, TraceBox } from './link-graph.ts'

/** Similar boxes that connect to the same neighbours nearer to the root: more of them than are shown one by one. */
export interface Stack {
  readonly key: StackKey
  readonly label: StackLabel
  /** Failed ones first, then those that waited longest; of equal ones by id. */
  readonly members: readonly StackMember[]
}

export interface StackMember {
  readonly box: TraceBox
  readonly failed: boolean
  /** Of its edges towards the root. */
  readonly waits: readonly number[]
  /** −Infinity: none is known. */
  readonly longest: number
}

/** One yield after so many boxes. */
const SLICE = 1024

/**
 * The stacks of a graph, by trace. From the root outwards: who connects to a stack connects to the same neighbour as who connects
 * to another member of it, so a second hop of 100 stacked boxes is a stack as well.
 */
export function* stacksOf(
  graph: LinkGraph,
  by: StackBy,
  most: number,
): Generator<void, Map<TraceId, Stack>> {
  const stacks = new Map<TraceId, Stack>()
  if (by === 'nothing') return stacks
  const inner = innerEdges(graph)
  yield
  for (const layer of layersOf(graph)) {
    const groups = new Map<string, { label: StackLabel; boxes: TraceBox[] }>()
    let done = 0
    for (const box of layer) {
      const edges = inner.get(box.traceId)
      if (!edges) continue
      const label = labelOf(edges, by)
      const neighbours = new Set(
        edges.map(({ inner, direction }) => `${direction} ${stacks.get(inner)?.key ?? inner}`),
      )
      const kind = kindOf(box, label, [...neighbours].sort())
      const group = groups.get(kind)
      if (group) group.boxes.push(box)
      else groups.set(kind, { label, boxes: [box] })
      if (++done % SLICE === 0) yield
    }
    for (const [kind, { label, boxes }] of groups) {
      if (boxes.length <= most) continue
      const members = boxes.map((box) => memberOf(box, inner.get(box.traceId) ?? []))
      const stack = { key: textHash(kind) as StackKey, label, members: members.sort(inOrder) }
      for (const { traceId } of boxes) stacks.set(traceId, stack)
      yield
    }
  }
  return stacks
}

function layersOf({ boxes }: LinkGraph): TraceBox[][] {
  const layers: TraceBox[][] = []
  for (const box of boxes.values()) (layers[box.hop] ??= []).push(box)
  return layers.filter((layer) => layer !== undefined)
}

/** By the span that leads to the root, of several the first by id: outlines come and go, it stays. */
function labelOf(edges: readonly InnerEdge[], by: StackBy): StackLabel {
  let [{ outer }] = edges
  for (const edge of edges) if (edge.outer.ref.spanId < outer.ref.spanId) outer = edge.outer
  const { target } = outer
  if (target.at === 'absent') return { at: 'absent', reason: target.why.reason }
  if (target.at === 'pending') return { at: 'pending' }
  const { service, name } = target.span
  return {
    at: 'span',
    service,
    name: by === 'service' ? null : name,
    failed: by === 'operation and status' ? edges.some(({ edge }) => edge.failed) : null,
  }
}

/** With the length before each text from outside, so that no two kinds are one text: a list of 10,000 is slow as JSON. */
function kindOf({ side, hop }: TraceBox, label: StackLabel, neighbours: readonly string[]): string {
  const texts: string[] = [label.at]
  if (label.at === 'span') texts.push(label.service, String(label.name), String(label.failed))
  if (label.at === 'absent') texts.push(label.reason)
  return [side, hop, ...texts.map((text) => `${text.length} ${text}`), ...neighbours].join()
}

function memberOf(box: TraceBox, edges: readonly InnerEdge[]): StackMember {
  const waits: number[] = []
  let longest = -Infinity
  let failed = false
  for (const { edge, wait } of edges) {
    failed ||= edge.failed
    if (wait === null) continue
    waits.push(wait)
    if (wait > longest) longest = wait
  }
  return { box, failed, waits, longest }
}

function inOrder(a: StackMember, b: StackMember): number {
  if (a.failed !== b.failed) return a.failed ? -1 : 1
  if (a.longest !== b.longest) return b.longest > a.longest ? 1 : -1
  return a.box.traceId < b.box.traceId ? -1 : 1
}
