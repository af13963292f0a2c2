import { randomSeed } from '../base/intern.ts'
import { SPAN_ID_BYTES } from './ids.ts'

/** "No span", where a position or row is meant. */
export const NONE = -1

/**
 * Span id → position of its first occurrence, by open addressing over the id bytes: no string is made for an id.
 * `indices` selects the spans of the column that are in the index; positions count in it.
 */
export class IdIndex {
  readonly #ids: Uint8Array
  readonly #indices: Uint32Array
  readonly #slots: Int32Array
  readonly #mask: number
  /** Random, so that nobody can prepare ids that all fall into one slot and make this quadratic. */
  readonly #seed = randomSeed()

  constructor(ids: Uint8Array, indices: Uint32Array) {
    this.#ids = ids
    this.#indices = indices
    let size = 16
    while (size < indices.length * 2) size *= 2
    this.#mask = size - 1
    this.#slots = new Int32Array(size).fill(NONE)
    for (let local = 0; local < indices.length; local++) {
      const slot = this.#slotOf(ids, indices[local] * SPAN_ID_BYTES)
      if (this.#slots[slot] === NONE) this.#slots[slot] = local
    }
  }

  /** Position of the first span with the id at `bytes[at, at + 8)`, or {@link NONE}. */
  first(bytes: Uint8Array, at: number): number {
    return this.#slots[this.#slotOf(bytes, at)]
  }

  /** The slot that holds this id, or the empty one where it belongs. */
  #slotOf(bytes: Uint8Array, at: number): number {
    let hash = this.#seed
    for (let i = 0; i < SPAN_ID_BYTES; i++) hash = Math.imul(hash ^ bytes[at + i], 0x01000193)
    // FNV's low bits are weak for ids that count upwards: fold the high ones in.
    let slot = (hash ^ (hash >>> 15)) & this.#mask
    while (this.#slots[slot] !== NONE && !this.#holds(slot, bytes, at))
      slot = (slot + 1) & this.#mask
    return slot
  }

  #holds(slot: number, bytes: Uint8Array, at: number): boolean {
    const other = this.#indices[this.#slots[slot]] * SPAN_ID_BYTES
    for (let i = 0; i < SPAN_ID_BYTES; i++) {
      if (this.#ids[other + i] !== bytes[at + i]) return false
    }
    return true
  }
}
