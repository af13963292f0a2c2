import type { MapState } from '../../state/map-state.ts'
import { mainRows } from './map-picture.ts'
import { type MapRow, isOfNode } from './map-rows.ts'

/** The edges that a picture draws: those with most links, those of the chosen node, and the chosen one. */
export function shownRows(
  rows: readonly MapRow[],
  { node, edge }: Pick<MapState, 'node' | 'edge'>,
): readonly MapRow[] {
  const ofNode = node === null ? [] : mainRows(rows.filter((row) => isOfNode(row, node)))
  const chosen = rows.filter(({ key }) => key === edge)
  return [...new Set([...mainRows(rows), ...ofNode, ...chosen])]
}

/** Whether two lists have the same edges of the same map. */
export function sameRows(a: readonly MapRow[], b: readonly MapRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i])
}
