import { formatCount } from '../../../base/format.ts'
import { type TraceTable, linkCount, subtreeLinkCount } from '../../../model/trace-table.ts'

export interface Badge {
  readonly out: number
  readonly in: number
  /** The badge as a sentence. */
  readonly words: string
}

/** The link counts at a row; a folded row rolls up its subtree. Null: nothing to show. */
export function badgeOf(
  table: TraceTable,
  row: number,
  collapsed: boolean,
  linkedFrom: Uint32Array | null,
): Badge | null {
  const out = collapsed ? subtreeLinkCount(table, row) : linkCount(table, row)
  const end = collapsed ? table.subtreeEnd[row] : row + 1
  let incoming = 0
  if (linkedFrom) for (let at = row; at < end; at++) incoming += linkedFrom[at]
  if (out === 0 && incoming === 0) return null
  const who = collapsed ? 'The spans folded here' : 'This span'
  const verb = collapsed ? 'link' : 'links'
  const words = [
    out > 0 ? `${who} ${verb} to ${spans(out)}` : null,
    incoming > 0 ? `${spans(incoming)} ${incoming === 1 ? 'links' : 'link'} here` : null,
  ]
  return { out, in: incoming, words: words.filter((part) => part !== null).join('; ') }
}

function spans(count: number): string {
  return count === 1 ? '1 span' : `${formatCount(count)} spans`
}
