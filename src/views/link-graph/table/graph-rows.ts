import { nameText } from '../../../base/visible-text.ts'
import type { TraceId } from '../../../model/ids.ts'
import type { LinkEdge, LinkGraph, TraceBox } from '../../../model/link-graph/link-graph.ts'
import { durationOf } from '../../../model/summary.ts'
import type { GraphColumn, GraphSort } from '../../../state/graph-state.ts'
import { boxCard, endWords } from '../scene/card.ts'
import { linkWords, waitOf } from '../scene/edge-words.ts'
import { hintsOf } from '../scene/hints.ts'
import { extentOf } from '../scene/item-time.ts'

/** A box as a line of a table. */
export interface GraphRow {
  readonly traceId: TraceId
  readonly side: TraceBox['side']
  readonly hop: number
  readonly service: string
  /** The trace's root; while that is not known, the span on which its links end. */
  readonly operation: string
  /** Where its links end, if not there. */
  readonly at: string
  readonly hint: string
  /** These three are null where they are not known. */
  readonly spans: number | null
  readonly errors: number | null
  readonly duration: number | null
  /** Of the links nearest to the root the longest. */
  readonly wait: number | null
  readonly waitText: string
  readonly failed: boolean
  /** Of the graph, from or to it. */
  readonly links: number
}

/** All boxes of a graph, in its order. Linear in boxes and links. */
export function rowsOf(graph: LinkGraph): GraphRow[] {
  const hints = hintsOf(graph)
  const ties = tiesOf(graph)
  return [...graph.boxes.values()].map((box) => {
    const { traceId, side, hop } = box
    const card = boxCard(box)
    const extent = extentOf(box)
    const { inner = null, links = 0 } = ties.get(traceId) ?? {}
    return {
      traceId,
      side,
      hop,
      service: nameText(card.service),
      operation: card.title,
      at: endWords(box),
      hint: hints.get(traceId) ?? '',
      spans: box.head?.spanCount ?? null,
      errors: box.head?.errorCount ?? null,
      duration: extent && durationOf(extent),
      wait: (inner && waitOf(inner)?.nanos) ?? null,
      waitText: inner ? linkWords(inner) : '',
      failed: card.mark === 'failed',
      links,
    }
  })
}

interface Tie {
  links: number
  /** To a box nearer to the root, of several the one that waited longest. */
  inner: LinkEdge | null
}

function tiesOf({ edges, boxes }: LinkGraph): Map<TraceId, Tie> {
  const ties = new Map<TraceId, Tie>()
  const hopOf = (traceId: TraceId) => boxes.get(traceId)?.hop ?? 0
  const tieOf = (traceId: TraceId) => {
    let tie = ties.get(traceId)
    if (!tie) ties.set(traceId, (tie = { links: 0, inner: null }))
    return tie
  }
  for (const edge of edges.values()) {
    const [from, to] = [edge.from.traceId, edge.to.traceId]
    tieOf(from).links += edge.links.length
    if (from === to) continue
    tieOf(to).links += edge.links.length
    if (hopOf(from) === hopOf(to)) continue
    const outer = tieOf(hopOf(from) > hopOf(to) ? from : to)
    if (!outer.inner || nanosOf(edge) > nanosOf(outer.inner)) outer.inner = edge
  }
  return ties
}

function nanosOf(edge: LinkEdge): number {
  return waitOf(edge)?.nanos ?? -Infinity
}

/** Equal ones keep the graph's order; what is not known comes last either way. */
export function sortedRows(
  rows: readonly GraphRow[],
  { column, descending }: GraphSort,
): readonly GraphRow[] {
  if (column === null) return rows
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)]
    if (x === y) return 0
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y ? -sign : sign
  })
}

const SIDES: readonly TraceBox['side'][] = ['root', 'cause', 'effect', 'beside']

function valueOf(row: GraphRow, column: GraphColumn): string | number | null {
  return column === 'side' ? SIDES.indexOf(row.side) * 100_000 + row.hop : row[column]
}
