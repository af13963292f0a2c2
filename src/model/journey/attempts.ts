import { spanKey } from '../ids.ts'
import type { EdgeKey, LinkEdge } from '../link-graph/link-graph.ts'
import { STATUS_ERROR } from '../span.ts'
import { namesMessage } from './item-value.ts'
import { namesOnEdge } from './same-item.ts'

/** The links of spans that took the same message one after the other, by time. At least two. */
export type Attempts = readonly LinkEdge[]

/**
 * Links to one span, from spans of one service and operation, that name the same item, are attempts at it where they name the same
 * message, or where each began after the one before had failed. Consumers side by side are none, nor are a batch's items.
 */
export function attemptsOf(edges: Iterable<LinkEdge>): ReadonlyMap<EdgeKey, Attempts> {
  const groups = new Map<string, LinkEdge[]>()
  for (const edge of edges) {
    const names = namesOnEdge(edge).map(({ key, text }) => `${key}=${text}`)
    const { service, name } = edge.linking
    const group = JSON.stringify([spanKey(edge.to), service, name, names.toSorted()])
    const same = groups.get(group)
    if (same) same.push(edge)
    else groups.set(group, [edge])
  }
  const attempts = new Map<EdgeKey, Attempts>()
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const inOrder = group.toSorted(byStart)
    const sameMessage = namesOnEdge(group[0]).some(({ key }) => namesMessage(key))
    if (!sameMessage && !areRetries(inOrder)) continue
    for (const { key } of inOrder) attempts.set(key, inOrder)
  }
  return attempts
}

function areRetries(inOrder: readonly LinkEdge[]): boolean {
  return inOrder.every(({ linking }, at) => {
    const next = inOrder[at + 1]?.linking
    return !next || (linking.status === STATUS_ERROR && next.start >= linking.end)
  })
}

/** By the start of the linking span; of two at once by key, so that any order of arrival gives the same. */
export function byStart(a: LinkEdge, b: LinkEdge): number {
  if (a.linking.start !== b.linking.start) return a.linking.start < b.linking.start ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}
