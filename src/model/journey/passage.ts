import type { Attributes } from '../attributes.ts'
import { type SpanId, type SpanRef, sameRef } from '../ids.ts'
import { spanOfTarget } from '../link-target.ts'
import type { EdgeKey, LinkEdge } from '../link-graph/link-graph.ts'
import { type TraceTable, rowFinder } from '../trace-table.ts'
import { type ItemPart, type ItemParts, itemParts } from './item-part.ts'
import { type ItemValue, itemValues } from './item-value.ts'
import { exitFinder, namesOnEdge } from './same-item.ts'

/** A trace as far as journeys need it. */
export interface ReadTrace {
  readonly table: TraceTable
  /** Null: not read. */
  readonly attributesOf: (row: number) => Attributes | null
}

/** The links of one trace. */
export interface TraceEdges {
  /** That its spans carry: a journey comes in by them. */
  readonly entries: readonly LinkEdge[]
  /** That point to its spans: a journey leaves by them. */
  readonly exits: readonly LinkEdge[]
}

/** How journeys go through one trace. */
export interface Passage {
  /** The links by which one may leave that came in by `entry`. */
  exitsFrom(entry: LinkEdge): readonly LinkEdge[]
  /** The links by which the item of a span came in; null: by which anything came in. */
  entriesTo(span: SpanId | null): readonly LinkEdge[]
  /** The links by which one may leave from a span to which no link leads. */
  exitsAfter(span: SpanId | null): readonly LinkEdge[]
  /** What of the linking span's work handled the item of a link; null: all of it, as far as one can tell. */
  partOf(entry: LinkEdge): ItemPart | null
}

/**
 * Parents tell what belongs together within a trace: a journey leaves from the span at which it came in, from one above or one below;
 * where no link leads out of those, from a span that began later. Among these the item decides: links that name different items are
 * not of one journey, nor is a span in the part of another item.
 *
 * @param trace null: it could not be read, so all of its spans may belong together
 * @param linkedAttributes of the span that a link points to; null: not known
 */
export function passageThrough(
  trace: ReadTrace | null,
  { entries, exits }: TraceEdges,
  linkedAttributes: (ref: SpanRef) => Attributes | null = () => null,
): Passage {
  const findRow = trace ? rowFinder(trace.table) : () => -1
  const rowOf = (ref: SpanRef) => findRow(ref.spanId)
  const names = new Map([...entries, ...exits].map((edge) => [edge.key, namesOnEdge(edge)]))
  const namesOf = ({ key }: LinkEdge) => names.get(key) ?? []
  const exitNames = exits.map(namesOf)
  const findExits = exitFinder(entries.map(namesOf), exitNames)
  const byRow = new Map<number, ItemParts>()
  const partByEdge = new Map<EdgeKey, ItemPart | null>()
  return { exitsFrom, entriesTo, exitsAfter, partOf }

  function exitsFrom(entry: LinkEdge): readonly LinkEdge[] {
    const ofItem = findExits(namesOf(entry)).map((at) => exits[at])
    const near = ofItem.filter(({ to }) => inLine(entry.from, to))
    if (near.length === 0) return ofItem.filter((exit) => leavesAfter(exit, entry))
    const part = partOf(entry)
    const row = rowOf(entry.from)
    return part ? near.filter(({ to }) => rowOf(to) <= row || inPart(rowOf(to), part)) : near
  }

  function entriesTo(span: SpanId | null): readonly LinkEdge[] {
    const row = span === null ? -1 : findRow(span)
    const own = entries.filter(({ from }) => from.spanId === span)
    if (row < 0 || own.length > 0) return span === null ? entries : own
    const above = entries.filter(({ from }) => isAbove(rowOf(from), row))
    const nearest = above.reduce((most, { from }) => Math.max(most, rowOf(from)), -1)
    if (nearest >= 0)
      return entriesForPart(
        above.filter(({ from }) => rowOf(from) === nearest),
        row,
      )
    const below = entries.filter(({ from }) => isAbove(row, rowOf(from)))
    return below.length > 0 ? below : entries
  }

  /** Of the links of one span above `row` those whose item was handled there; all, where no item can be told from others. */
  function entriesForPart(links: readonly LinkEdge[], row: number): readonly LinkEdge[] {
    const matched = links.filter((entry) => partOf(entry) !== null)
    if (matched.length === 0) return links
    return matched.filter((entry) => {
      const part = partOf(entry)
      return part && (inPart(row, part) || part.rows.some((top) => isAbove(row, top)))
    })
  }

  function exitsAfter(span: SpanId | null): readonly LinkEdge[] {
    const row = span === null ? -1 : findRow(span)
    if (span === null) return exits
    if (!trace || row < 0) return exits.filter(({ to }) => to.spanId === span)
    // What is below a linking span came in with its items, and leaves with them.
    if (entriesTo(span).some(({ from }) => isAbove(rowOf(from), row))) return []
    const own = namesAround(trace, row)
    const findOwn = exitFinder([own, ...entries.map(namesOf)], exitNames)
    const ofItem = findOwn(own).map((at) => exits[at])
    const near = ofItem.filter(({ to }) => related(rowOf(to), row))
    return near.length > 0 ? near : ofItem
  }

  function partOf(entry: LinkEdge): ItemPart | null {
    const known = partByEdge.get(entry.key)
    if (known !== undefined) return known
    const part = findPart(entry)
    partByEdge.set(entry.key, part)
    return part
  }

  function findPart(entry: LinkEdge): ItemPart | null {
    const row = rowOf(entry.from)
    if (!trace || row < 0) return null
    let parts = byRow.get(row)
    if (!parts) byRow.set(row, (parts = itemParts(trace.table, row, trace.attributesOf)))
    return parts.partOf({
      link: entry.links.flatMap(({ attributes }) => attributes ?? []),
      linked: linkedAttributes(entry.to) ?? [],
    })
  }

  function inLine(a: SpanRef, b: SpanRef): boolean {
    const [rowA, rowB] = [rowOf(a), rowOf(b)]
    return sameRef(a, b) || rowA < 0 || rowB < 0 || related(rowA, rowB)
  }

  function related(a: number, b: number): boolean {
    return a === b || isAbove(a, b) || isAbove(b, a)
  }

  function isAbove(a: number, b: number): boolean {
    return trace !== null && a >= 0 && a < b && b < trace.table.subtreeEnd[a]
  }

  function inPart(row: number, part: ItemPart): boolean {
    return part.rows.some((top) => row === top || isAbove(top, row))
  }
}

/** What a span says of its item, and where it says nothing, those above it. */
function namesAround({ table, attributesOf }: ReadTrace, row: number): ItemValue[] {
  const names = new Map<string, ItemValue>()
  for (let at = row; at >= 0; at = table.parent[at]) {
    for (const name of itemValues(attributesOf(at) ?? [])) {
      if (!names.has(name.key)) names.set(name.key, name)
    }
  }
  return [...names.values()]
}

/** The span out of which `exit` leads began after the one into which `entry` leads. */
function leavesAfter(exit: LinkEdge, entry: LinkEdge): boolean {
  const start = spanOfTarget(exit.linked)?.start
  return start !== undefined && start >= entry.linking.start
}
