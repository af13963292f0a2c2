import { attribute } from '../attributes.ts'
import type { LinkEdge } from '../link-graph/link-graph.ts'
import { spanOfTarget } from '../link-target.ts'
import { SPAN_KINDS } from '../span.ts'
import type { Placed } from './placed.ts'

const DESTINATION = 'messaging.destination.name'
const PRODUCER = SPAN_KINDS.indexOf('producer')

/** The queue or topic: as the link has it, else the span that took the item from there, else the one that put it there. */
export function destinationOf(edge: LinkEdge, cause: Placed, effect: Placed): string | null {
  const taker = effect.read && edge.linking.kind !== PRODUCER ? effect.read.work.entry : -1
  const putter = spanOfTarget(edge.linked)?.kind === PRODUCER ? (cause.read?.work.exit ?? -1) : -1
  const attributes = [
    ...edge.links.map((link) => link.attributes),
    taker < 0 ? null : effect.read?.trace.attributesOf(taker),
    putter < 0 ? null : cause.read?.trace.attributesOf(putter),
  ]
  for (const some of attributes) {
    const name = some && attribute(some, DESTINATION)
    if (typeof name === 'string' && name !== '') return name
  }
  return null
}
