import type { LinkEdge } from '../link-graph/link-graph.ts'
import { type ItemValue, itemValues } from './item-value.ts'

/** What the links of an edge say of the item. */
export function namesOnEdge({ links }: LinkEdge): ItemValue[] {
  return itemValues(links.flatMap(({ attributes }) => attributes ?? []))
}

type Names = readonly ItemValue[]

/**
 * Tells which exits of a trace name no other item than some names do: their indices, in order.
 *
 * A key names items where a value of it is on both sides of the trace, so that it lasts from hop to hop as a message id does not, and
 * where it has several values, so that it tells items apart as a tenant does not.
 */
export function exitFinder(
  entries: readonly Names[],
  exits: readonly Names[],
): (names: Names) => readonly number[] {
  const keys = itemKeys(entries, exits)
  const all = exits.map((_names, at) => at)
  const indices = new Map<string, Map<string | null, number[]>>()
  return (names) => {
    const known = names.filter(({ key }) => keys.has(key))
    if (known.length === 0) return all
    const byText = indexOf(known[0].key)
    const [same, unnamed] = [byText.get(known[0].text) ?? [], byText.get(null) ?? []]
    return [...same, ...unnamed]
      .filter((at) => known.every((name) => agrees(name, exits[at])))
      .sort((a, b) => a - b)
  }

  /** Exits by their value of a key; null: they have none. There may be 10,000, and as many entries that ask. */
  function indexOf(key: string): Map<string | null, number[]> {
    let byText = indices.get(key)
    if (!byText) {
      byText = Map.groupBy(all, (at) => exits[at].find((name) => name.key === key)?.text ?? null)
      indices.set(key, byText)
    }
    return byText
  }
}

function agrees({ key, text }: ItemValue, names: Names): boolean {
  const other = names.find((name) => name.key === key)
  return !other || other.text === text
}

function itemKeys(entries: readonly Names[], exits: readonly Names[]): Set<string> {
  const before = valuesByKey(entries)
  const after = valuesByKey(exits)
  const keys = new Set<string>()
  for (const [key, values] of before) {
    const others = after.get(key) ?? new Set()
    const lasts = [...values].some((value) => others.has(value))
    if (lasts && new Set([...values, ...others]).size > 1) keys.add(key)
  }
  return keys
}

function valuesByKey(edges: readonly Names[]): Map<string, Set<string>> {
  const byKey = new Map<string, Set<string>>()
  for (const { key, text } of edges.flat()) {
    const values = byKey.get(key)
    if (values) values.add(text)
    else byKey.set(key, new Set([text]))
  }
  return byKey
}
