import { spanOfTarget } from '../../model/link-target.ts'
import { STATUS_ERROR, statusName } from '../../model/span.ts'
import { type RankedWaits, rankedWaits } from '../../model/wait.ts'
import { type LinkRow, linkAttribute } from './link-rows.ts'

/** What rows can be grouped by; '': nothing. */
export type GroupBy = '' | 'operation' | 'service' | 'status' | `attribute ${string}`

export interface LinkRowGroup {
  /** Unique among the groups of one table, and never the key of a row. */
  readonly key: string
  /** Null: the rows that have no value. */
  readonly label: string | null
  readonly rows: readonly LinkRow[]
  readonly failed: number
  /** Rows whose span can't be shown. */
  readonly unresolved: number
  readonly waits: RankedWaits | null
}

export type TableLine =
  | { readonly key: string; readonly group: LinkRowGroup; readonly row: null }
  | { readonly key: string; readonly group: null; readonly row: LinkRow }

const ATTRIBUTE = 'attribute '

/** Whether the value comes with the linked spans, and not with the links. */
export function needsTargets(by: string): boolean {
  return by !== '' && by !== 'sent' && !by.startsWith(ATTRIBUTE)
}

/** Groups by size, the largest first; of one size in the order of their first rows; rows without a value last. */
export function groupRows(rows: readonly LinkRow[], by: GroupBy): LinkRowGroup[] {
  const members = new Map<string | null, LinkRow[]>()
  for (const row of rows) {
    const value = valueOf(row, by)
    const others = members.get(value)
    if (others) others.push(row)
    else members.set(value, [row])
  }
  const groups = [...members].map(([label, own]): LinkRowGroup => ({
    key: label === null ? 'group' : `group ${label}`,
    label,
    rows: own,
    failed: own.filter(({ target }) => spanOfTarget(target)?.status === STATUS_ERROR).length,
    unresolved: own.filter(({ target: { at } }) => at === 'absent' || at === 'malformed').length,
    waits: rankedWaits(own.flatMap(({ wait }) => wait ?? [])),
  }))
  return groups.sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || b.rows.length - a.rows.length,
  )
}

/** What the table shows line by line: each group's head, and its rows unless it is folded. */
export function linesOf(groups: readonly LinkRowGroup[], closed: ReadonlySet<string>): TableLine[] {
  const lines: TableLine[] = []
  for (const group of groups) {
    lines.push({ key: group.key, group, row: null })
    if (closed.has(group.key)) continue
    for (const row of group.rows) lines.push(lineOf(row))
  }
  return lines
}

export function lineOf(row: LinkRow): TableLine {
  return { key: row.key, group: null, row }
}

function valueOf(row: LinkRow, by: GroupBy): string | null {
  if (by.startsWith(ATTRIBUTE)) return linkAttribute(row, by.slice(ATTRIBUTE.length)) || null
  const span = spanOfTarget(row.target)
  if (!span) return null
  switch (by) {
    case 'operation':
      return span.service === '' ? span.name : `${span.service} / ${span.name}`
    case 'service':
      return span.service || null
    case 'status':
      return statusName(span.status)
    default:
      return null
  }
}
