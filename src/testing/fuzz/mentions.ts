import { bytesFromBase64 } from '../../base/base64.ts'
import { hexOf } from '../../base/hex.ts'

/** What a document mentions: the ids and times that may come out of it. Found without any reader of ours. */
export interface Mentions {
  /** Lower-case hex, of whatever form in the document. */
  id(hex: string): boolean
  /** A time, or a span of time, in nanoseconds, told in units of so many. */
  time(nanos: bigint, unit: bigint): boolean
}

const STRING = /"((?:[^"\\\n]|\\.)*)"/g
const HEX = /[0-9a-f]+/gi
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Of a text of JSON documents, sound or not. */
export function mentionsIn(text: string): Mentions {
  const ids = new Set<string>()
  const numbers = new Numbers()
  for (const [, inner] of text.matchAll(STRING)) {
    const value = unescaped(inner)
    addIds(value, ids)
    const bytes = value.length <= 24 ? bytesFromBase64(value) : null
    if (bytes) ids.add(hexOf(bytes))
    numbers.addAll(value)
  }
  // As it stands, too: a quote too many puts all behind it out of its strings.
  addIds(text, ids)
  numbers.addAll(text)
  return { id: (hex) => ids.has(hex), time: (nanos, unit) => numbers.time(nanos, unit) }
}

function addIds(text: string, ids: Set<string>): void {
  for (const [run] of text.matchAll(HEX)) {
    const id = run.toLowerCase()
    if (id.length <= 16) ids.add(id.padStart(16, '0'))
    if (id.length <= 32) ids.add(id.padStart(32, '0'))
  }
}

/** Of a protobuf document: ids and times stand in it as they are. */
export function mentionsInProto(document: Uint8Array): Mentions {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength)
  const lanes = Buffer.alloc(8)
  return {
    id: (hex) => bytes.includes(Buffer.from(hex, 'hex')),
    time(nanos) {
      lanes.writeBigInt64LE(BigInt.asIntN(64, nanos))
      return bytes.includes(lanes)
    },
  }
}

/** All numbers of a text: whole ones exactly, others as the doubles that they are. */
class Numbers {
  readonly #whole = new Set<bigint>()
  readonly #fractions: number[] = []

  addAll(text: string): void {
    for (const [run] of text.matchAll(NUMBER)) {
      const value = Number(run)
      if (/^\d{1,40}$/.test(run)) this.#whole.add(BigInt(run))
      else if (Number.isInteger(value)) this.#whole.add(BigInt(value))
      else this.#fractions.push(value)
    }
  }

  time(nanos: bigint, unit: bigint): boolean {
    const distance = nanos < 0n ? -nanos : nanos
    if (distance % unit === 0n && this.#whole.has(distance / unit)) return true
    // A part of a unit is rounded to a nanosecond.
    const units = Number(distance) / Number(unit)
    return unit > 1n && this.#fractions.some((value) => Math.abs(value - units) < 1)
  }
}

function unescaped(inner: string): string {
  if (!inner.includes('\\')) return inner
  try {
    return JSON.parse(`"${inner}"`) as string
  } catch {
    return inner
  }
}
