/** 16 hex digits that stand for a text: two FNV-1a hashes of different seeds. To tell texts apart, not to keep secrets. */
export function textHash(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01234567)
}

function fnv(text: string, seed: number): string {
  let value = seed
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  }
  return (value >>> 0).toString(16).padStart(8, '0')
}
