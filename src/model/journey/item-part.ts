import { countBetween } from '../../base/bisect.ts'
import type { Attributes } from '../attributes.ts'
import type { TraceTable } from '../trace-table.ts'
import { type ItemValue, isUnmistakable, itemValues } from './item-value.ts'
import { type KeyRows, valueIndex } from './value-index.ts'

/** The part of a linking span's work that handled one item. */
export interface ItemPart {
  /** Rows below the linking span, topmost ones only, in order; their subtrees are the part. At least one. */
  readonly rows: readonly number[]
  readonly match: ItemMatch
}

/** By what a part was found. */
export interface ItemMatch {
  readonly key: string
  readonly value: string
  /** The key under which the part has the value; most often the same. */
  readonly partKey: string
  readonly on: 'link' | 'linked span'
}

/** What names an item: attributes of the link and of the span that it points to, as far as they are known. */
export interface ItemNames {
  readonly link: Attributes
  readonly linked: Attributes
}

/** The work below a linking span, to be asked for one item after the other. */
export interface ItemParts {
  /** Null: nothing below the span tells this item from others, so the whole span counts for it. */
  partOf(item: ItemNames): ItemPart | null
}

interface Found {
  readonly part: ItemPart
  /** Compared in order, lower first. */
  readonly rank: readonly number[]
}

/**
 * Looks below a linking span for what tells its items apart: a value that some subtree has and its siblings have not. Of several the
 * one that fits the fewest subtrees, then one under a key that names something, then one of the link itself. Costs a pass over the
 * subtree, then little for each item.
 */
export function itemParts(
  table: TraceTable,
  row: number,
  attributesOf: (row: number) => Attributes | null,
): ItemParts {
  const index = valueIndex(row + 1, table.subtreeEnd[row], attributesOf)
  const children = childCount(table, row)
  return {
    partOf({ link, linked }) {
      const found = [
        ...itemValues(link).flatMap((value) => findAll(value, 'link')),
        ...itemValues(linked).flatMap((value) => findAll(value, 'linked span')),
      ]
      return found.toSorted((a, b) => compareRanks(a.rank, b.rank))[0]?.part ?? null
    },
  }

  function findAll(value: ItemValue, on: ItemMatch['on']): Found[] {
    return [...index].flatMap(([partKey, keyRows]) => {
      const matches = keyRows.byText.get(value.text)
      if (!matches || (partKey !== value.key && !isUnmistakable(value.text))) return []
      const rows = topmost(table, matches, (match) => lifted(match, keyRows, matches))
      const alone = keyRows.byText.size === 1
      const inAll = rows.length === children && table.parent[rows[0]] === row
      // A value that all children have tells nothing apart; of an only child an id says at least what it is about.
      if (alone && inAll && (children > 1 || !value.isId)) return []
      const match: ItemMatch = { key: value.key, value: value.text, partKey, on }
      const rank = [alone && inAll, rows.length, !value.isId, on !== 'link', partKey !== value.key]
      return [{ part: { rows, match }, rank: rank.map(Number) }]
    })
  }

  /** The highest span below the linking one whose subtree has no other value of the key. */
  function lifted(match: number, { all }: KeyRows, same: readonly number[]): number {
    let at = match
    for (let up = table.parent[at]; up !== row; up = table.parent[at]) {
      const end = table.subtreeEnd[up]
      if (countBetween(all, up, end) > countBetween(same, up, end)) break
      at = up
    }
    return at
  }
}

/** What `lift` makes of ascending rows, without those that are below others. */
function topmost(
  table: TraceTable,
  rows: readonly number[],
  lift: (row: number) => number,
): number[] {
  const tops: number[] = []
  let end = 0
  for (const row of rows) {
    if (row < end) continue
    const top = lift(row)
    tops.push(top)
    end = table.subtreeEnd[top]
  }
  return tops
}

function childCount(table: TraceTable, row: number): number {
  let count = 0
  for (let at = row + 1; at < table.subtreeEnd[row]; at = table.subtreeEnd[at]) count++
  return count
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}
