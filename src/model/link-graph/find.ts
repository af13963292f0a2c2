import { attributeText } from '../attributes.ts'
import { type TraceId, spanKey } from '../ids.ts'
import type { Link } from '../span.ts'
import type { EndTarget, LinkGraph, TraceBox } from './link-graph.ts'

/**
 * The boxes in which every word of the text is somewhere: ids, services, operations, attributes of links from or to it. Case
 * does not count; no words find nothing. In the graph's order.
 */
export function findInGraph(graph: LinkGraph, text: string): TraceId[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const links = linkTexts(graph)
  return [...graph.boxes.values()]
    .filter((box) => {
      const parts = [...boxTexts(box), ...(links.get(box.traceId) ?? [])]
      const all = parts.join('\n').toLowerCase()
      return words.every((word) => all.includes(word))
    })
    .map(({ traceId }) => traceId)
}

function boxTexts({ traceId, ends, outline, head }: TraceBox): string[] {
  const parts: string[] = [traceId]
  for (const { ref, target } of ends) parts.push(spanKey(ref), ...targetTexts(target))
  if (head) parts.push(head.rootService, head.rootName)
  if (outline.state === 'known') parts.push(...outline.summary.services)
  return parts
}

function targetTexts(target: EndTarget): string[] {
  return target.at === 'elsewhere' ? [target.span.service, target.span.name] : []
}

function linkTexts({ edges, root }: LinkGraph): Map<TraceId, string[]> {
  const texts = new Map<TraceId, string[]>()
  const add = (traceId: TraceId, parts: readonly string[]) => {
    const known = texts.get(traceId)
    if (known) known.push(...parts)
    else texts.set(traceId, [...parts])
  }
  for (const { from, to, links } of edges.values()) {
    const parts = links.flatMap(attributeTexts)
    if (parts.length === 0) continue
    // The root has a link to everything: what is said of a neighbour there would always find the root as well.
    for (const { traceId } of [from, to]) if (traceId !== root.traceId) add(traceId, parts)
  }
  return texts
}

function attributeTexts({ attributes }: Link): string[] {
  return (attributes ?? []).map(({ key, value }) => `${key}=${attributeText(value)}`)
}
