/** Strings by index, each stored once. Index 0 is always the empty string. */
export class StringTable {
  readonly strings: string[] = ['']
  readonly #index = new Map<string, number>([['', 0]])

  add(text: string): number {
    const known = this.#index.get(text)
    if (known !== undefined) return known
    const index = this.strings.length
    this.strings.push(text)
    this.#index.set(text, index)
    return index
  }
}

// ignoreBOM means "keep it": a leading U+FEFF is a character of the text like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Interns UTF-8 slices without decoding those seen before: a trace repeats few names many times,
 * and a byte comparison is several times cheaper than a TextDecoder call.
 */
export class Utf8Interner {
  readonly table: StringTable
  readonly #seed = randomSeed()
  readonly #buckets = new Map<number, { bytes: Uint8Array; index: number }[]>()

  constructor(table: StringTable) {
    this.table = table
  }

  add(source: Uint8Array, from: number, to: number): number {
    let hash = this.#seed
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ source[i], 0x01000193)
    const bucket = this.#buckets.get(hash)
    if (bucket) {
      for (const entry of bucket) if (sameBytes(entry.bytes, source, from, to)) return entry.index
    }
    const bytes = source.slice(from, to)
    const index = this.table.add(decoder.decode(bytes))
    if (bucket) bucket.push({ bytes, index })
    else this.#buckets.set(hash, [{ bytes, index }])
    return index
  }
}

/** A start for a hash (FNV-1a) over what a stranger sends: with a known one, colliding input can be prepared. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 32) | 0
}

function sameBytes(a: Uint8Array, b: Uint8Array, from: number, to: number): boolean {
  if (a.length !== to - from) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[from + i]) return false
  return true
}
