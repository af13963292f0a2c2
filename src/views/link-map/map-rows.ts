import { textHash } from '../../base/text-hash.ts'
import type { MapEdge, MapGraph, MapNode } from '../../model/link-map/link-map.ts'
import { ABSENT, type MapState } from '../../state/map-state.ts'

/** An edge of the map as the table, the picture and the details show it. */
export interface MapRow {
  /** The same in every map: it stands in URLs. */
  readonly key: string
  /** Null: spans that are absent. */
  readonly cause: MapNode | null
  readonly effect: MapNode
  /** Of its ends, the same in every map, too. */
  readonly causeKey: string
  readonly effectKey: string
  readonly edge: MapEdge
}

export function rowsOf({ nodes, edges }: MapGraph): MapRow[] {
  const keys = nodes.map(nodeKey)
  return edges.map((edge) => {
    const cause = edge.cause === null ? null : nodes[edge.cause]
    const effect = nodes[edge.effect]
    const causeKey = edge.cause === null ? ABSENT : keys[edge.cause]
    const effectKey = keys[edge.effect]
    return { key: edgeKey(cause, effect), cause, effect, causeKey, effectKey, edge }
  })
}

/** Whether an edge begins or ends at a node. */
export function isOfNode({ causeKey, effectKey }: MapRow, node: string): boolean {
  return causeKey === node || effectKey === node
}

function nodeKey({ service, name }: MapNode): string {
  return textHash(JSON.stringify([service, name]))
}

function edgeKey(cause: MapNode | null, effect: MapNode): string {
  return textHash(
    JSON.stringify([cause && [cause.service, cause.name], effect.service, effect.name]),
  )
}

/** Links of a row whose target is not there. */
export function absentLinks({ cause, edge }: MapRow): number {
  return cause === null ? edge.links : 0
}

export function failedShare({ edge }: MapRow): number {
  return edge.failed / edge.links
}

export const COLUMNS = [
  'cause',
  'effect',
  'links',
  'median',
  'p95',
  'longest',
  'failed',
  'absent',
] as const
export type Column = (typeof COLUMNS)[number]

export interface Sorting {
  readonly column: Column
  readonly descending: boolean
}

const FIRST: Sorting = { column: 'links', descending: true }

export function sortingOf({ order }: Pick<MapState, 'order'>): Sorting {
  const descending = order.startsWith('-')
  const column = COLUMNS.find((known) => known === (descending ? order.slice(1) : order))
  return column ? { column, descending } : FIRST
}

/** The order after a column's header was pressed: figures begin with the largest, names with A, and a second press turns round. */
export function pressed(state: Pick<MapState, 'order'>, column: Column): string {
  const now = sortingOf(state)
  const isName = column === 'cause' || column === 'effect'
  const descending = now.column === column ? !now.descending : !isName
  return `${descending ? '-' : ''}${column}`
}

/** Rows that are equal in the column stay in the map's order, most links first; those without a figure come last. */
export function sortedRows(
  rows: readonly MapRow[],
  state: Pick<MapState, 'order'>,
): readonly MapRow[] {
  const { column, descending } = sortingOf(state)
  const keyed = rows.map((row) => ({ row, value: VALUES[column](row) }))
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null)
    if (a.value === b.value) return 0
    return a.value < b.value === descending ? 1 : -1
  })
  return keyed.map(({ row }) => row)
}

const VALUES: { readonly [C in Column]: (row: MapRow) => string | number | null } = {
  cause: ({ cause }) => cause && nameOrder(cause),
  effect: ({ effect }) => nameOrder(effect),
  links: ({ edge }) => edge.links,
  median: ({ edge }) => edge.waits?.median ?? null,
  p95: ({ edge }) => edge.waits?.p95 ?? null,
  longest: ({ edge }) => edge.waits?.longest ?? null,
  failed: failedShare,
  absent: absentLinks,
}

/** By service, then by name. */
function nameOrder({ service, name }: MapNode): string {
  return `${service}\0${name ?? ''}`
}
