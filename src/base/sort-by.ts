const DIGITS = 0x10000

/**
 * Items by their keys, equal ones in the order in which they came. A radix sort in four passes over 16 bits of the keys, which yields
 * between them: `sort` with a comparison takes too long for one task of a page, and can't be cut. `keyOf` must not give NaN.
 */
export function* sortedBy(
  items: Uint32Array,
  keyOf: (item: number) => number,
  descending: boolean,
): Generator<void, Uint32Array<ArrayBuffer>> {
  const n = items.length
  const keys = new Float64Array(n)
  for (let at = 0; at < n; at++) {
    const key = keyOf(items[at])
    // Adding 0 makes one of the two zeros.
    keys[at] = (descending ? -key : key) + 0
  }
  const digits = new Uint16Array(keys.buffer)
  orderBits(digits)
  let order = Uint32Array.from({ length: n }, (_, at) => at)
  let next = new Uint32Array(n)
  for (let pass = 0; pass < 4; pass++) {
    const begin = beginnings(digits, pass, n)
    if (!begin) continue
    yield
    for (const at of order) next[begin[digits[4 * at + pass]]++] = at
    ;[order, next] = [next, order]
  }
  return order.map((at) => items[at])
}

/** Makes the bits of doubles, read as whole numbers, ascend as the doubles do (little-endian, as every browser's machine is). */
function orderBits(digits: Uint16Array): void {
  for (let at = 0; at < digits.length; at += 4) {
    if (digits[at + 3] < 0x8000) digits[at + 3] |= 0x8000
    else for (let part = 0; part < 4; part++) digits[at + part] = ~digits[at + part]
  }
}

/** Where the items of each digit begin; null: all have the same. */
function beginnings(digits: Uint16Array, pass: number, n: number): Uint32Array | null {
  const counts = new Uint32Array(DIGITS)
  for (let at = pass; at < digits.length; at += 4) counts[digits[at]]++
  if (n === 0 || counts[digits[pass]] === n) return null
  let sum = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]
    counts[digit] = sum
    sum += count
  }
  return counts
}

/** Of each text where it stands among all in their order, equal ones alike. */
export function ranksOf(texts: readonly string[]): Map<string, number> {
  return new Map([...new Set(texts)].sort().map((text, rank) => [text, rank]))
}
