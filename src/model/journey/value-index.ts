import type { Attributes } from '../attributes.ts'
import { itemValues } from './item-value.ts'

/** Which rows have which item values, key by key. All rows ascend. */
export type ValueIndex = ReadonlyMap<string, KeyRows>

export interface KeyRows {
  /** Rows with any value under the key. */
  readonly all: readonly number[]
  readonly byText: ReadonlyMap<string, readonly number[]>
}

/** The item values of the rows `[from, to)`; rows whose attributes are not known have none. */
export function valueIndex(
  from: number,
  to: number,
  attributesOf: (row: number) => Attributes | null,
): ValueIndex {
  const index = new Map<string, { all: number[]; byText: Map<string, number[]> }>()
  for (let row = from; row < to; row++) {
    for (const { key, text } of itemValues(attributesOf(row) ?? [])) {
      let rows = index.get(key)
      if (!rows) index.set(key, (rows = { all: [], byText: new Map() }))
      rows.all.push(row)
      const same = rows.byText.get(text)
      if (same) same.push(row)
      else rows.byText.set(text, [row])
    }
  }
  return index
}
