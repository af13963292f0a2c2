/** Bits of a signature: at most {@link FULL} of them are set, but for the last span that came in. */
export const SIGNATURE_BITS = 8192
/** Bits that stand for one token. */
const PROBES = 8
/** A token that is not in a full signature seems to be with a chance of 3⁻⁸, once in 6,500. */
const FULL = SIGNATURE_BITS / 3

/** The places of a token's bits, by two hashes made of its one (Kirsch and Mitzenmacher, 2006). */
export function bitsOf(token: number): number[] {
  const step = spread(token ^ 0x9e3779b9) | 1
  let at = spread(token)
  const bits: number[] = []
  for (let i = 0; i < PROBES; i++) {
    bits.push(at & (SIGNATURE_BITS - 1))
    at = (at + step) | 0
  }
  return bits
}

/** A Bloom filter of the attributes of a block of spans. */
export class Signature {
  readonly bytes = new Uint8Array(SIGNATURE_BITS / 8)
  #set = 0

  get full(): boolean {
    return this.#set >= FULL
  }

  add(token: number): void {
    const step = spread(token ^ 0x9e3779b9) | 1
    let at = spread(token)
    for (let i = 0; i < PROBES; i++) {
      const bit = at & (SIGNATURE_BITS - 1)
      const mask = 1 << (bit & 7)
      if ((this.bytes[bit >> 3] & mask) === 0) {
        this.bytes[bit >> 3] |= mask
        this.#set++
      }
      at = (at + step) | 0
    }
  }
}

export function hasBit(bytes: Uint8Array, bit: number): boolean {
  return (bytes[bit >> 3] & (1 << (bit & 7))) !== 0
}

/**
 * Signatures turned by a quarter: for each bit the blocks that have it set, a bit a block. A look for a token then reads a few
 * short rows instead of all signatures.
 */
export function slicesOf(signatures: readonly Uint8Array[]): Uint8Array[] {
  const size = Math.ceil(signatures.length / 8)
  const slices = Array.from({ length: SIGNATURE_BITS }, () => new Uint8Array(size))
  for (const [block, signature] of signatures.entries()) {
    const [at, mask] = [block >> 3, 1 << (block & 7)]
    for (const [i, byte] of signature.entries()) {
      for (let rest = byte; rest !== 0; rest &= rest - 1) {
        slices[8 * i + 31 - Math.clz32(rest & -rest)][at] |= mask
      }
    }
  }
  return slices
}

/** MurmurHash3's finaliser: every bit of the token bears on every bit of the result. */
function spread(token: number): number {
  let hash = token | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
