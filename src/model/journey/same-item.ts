import type { LinkEdge } from '../link-graph/link-graph.ts'
import { type ItemValue, itemValues } from './item-value.ts'

/** Tells links of one item from those of others by what they say of it. */
export interface ItemTeller {
  /** False: the two name different items. */
  sameItem(a: readonly ItemValue[], b: readonly ItemValue[]): boolean
}

/** What the links of an edge say of the item. */
export function namesOnEdge({ links }: LinkEdge): ItemValue[] {
  return itemValues(links.flatMap(({ attributes }) => attributes ?? []))
}

/**
 * A key names items where a value of it is on both sides of a trace, so that it lasts from hop to hop as a message id does not, and
 * where it has several values, so that it tells items apart as a tenant does not.
 */
export function itemTeller(
  entries: readonly (readonly ItemValue[])[],
  exits: readonly (readonly ItemValue[])[],
): ItemTeller {
  const before = valuesByKey(entries)
  const after = valuesByKey(exits)
  const keys = new Set<string>()
  for (const [key, values] of before) {
    const others = after.get(key) ?? new Set()
    const lasts = [...values].some((value) => others.has(value))
    if (lasts && new Set([...values, ...others]).size > 1) keys.add(key)
  }
  return {
    sameItem: (a, b) =>
      a.every(({ key, text }) => {
        const other = keys.has(key) ? b.find((value) => value.key === key) : undefined
        return !other || other.text === text
      }),
  }
}

function valuesByKey(edges: readonly (readonly ItemValue[])[]): Map<string, Set<string>> {
  const byKey = new Map<string, Set<string>>()
  for (const { key, text } of edges.flat()) {
    const values = byKey.get(key)
    if (values) values.add(text)
    else byKey.set(key, new Set([text]))
  }
  return byKey
}
