const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex of `bytes[from, to)`. */
export function hexOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = ''
  for (let i = from; i < to; i++) text += HEX[bytes[i]]
  return text
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Writes `size` bytes of hex (either case) at `target[at]`; false, with the target unspecified, if `text` is not exactly that. */
export function writeHex(text: string, target: Uint8Array, at: number, size: number): boolean {
  if (text.length !== size * 2) return false
  for (let i = 0; i < size; i++) {
    const high = nibble(text.charCodeAt(2 * i))
    const low = nibble(text.charCodeAt(2 * i + 1))
    if (high < 0 || low < 0) return false
    target[at + i] = (high << 4) | low
  }
  return true
}

/** The bytes of a hex text, or null if it is not hex. */
export function bytesFromHex(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length >> 1)
  return writeHex(text, bytes, 0, bytes.length) ? bytes : null
}
