import * as fc from 'fast-check'
import { NASTY_JSON, NASTY_TEXTS } from './nasty.ts'

const utf8 = new TextEncoder()
/** Lengths and tags of protobuf, and beginnings of files. */
const ODD_BYTES = [
  [0x00],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
  [0x0a],
  [0x12, 0x00],
  [0x0b],
  [0x0c],
  [0x6a, 0x00],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0x1f, 0x8b, 0x08],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x00, 0x00, 0x00, 0x05],
].map((bytes) => Uint8Array.from(bytes))

const PIECES: readonly Uint8Array[] = [
  ...ODD_BYTES,
  ...[...NASTY_TEXTS, ...NASTY_JSON].map((text) => utf8.encode(text)),
]

/** One change: of the bytes `[at, at + length)`, both counted round. */
type Edit =
  | { readonly kind: 'put'; readonly at: number; readonly length: number; readonly piece: number }
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'copy'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'cut'; readonly at: number }

const LONGEST = 64
const at = fc.nat()
const length = fc.nat(LONGEST)

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      at,
      length,
      piece: fc.nat(PIECES.length - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('set' as const), at, value: fc.nat(255) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('copy' as const), at, length, to: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at }) },
)

/** One of the documents, with some of its bytes changed, taken out, doubled, or replaced by something odd. */
export function mutatedBytes(documents: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.nat(documents.length - 1), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([which, edits]) => edits.reduce(edited, documents[which]))
}

/** The same of texts, as UTF-8. */
export function mutatedTexts(documents: readonly string[]): fc.Arbitrary<Uint8Array> {
  return mutatedBytes(documents.map((text) => utf8.encode(text)))
}

function edited(bytes: Uint8Array, change: Edit): Uint8Array {
  const from = change.at % (bytes.length + 1)
  switch (change.kind) {
    case 'put':
      return joined(
        bytes.subarray(0, from),
        PIECES[change.piece],
        bytes.subarray(from + change.length),
      )
    case 'set': {
      const copy = Uint8Array.from(bytes)
      if (from < copy.length) copy[from] = change.value
      return copy
    }
    case 'copy': {
      const to = change.to % (bytes.length + 1)
      const piece = bytes.subarray(from, from + change.length)
      return joined(bytes.subarray(0, to), piece, bytes.subarray(to))
    }
    case 'cut':
      return bytes.slice(0, from)
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
