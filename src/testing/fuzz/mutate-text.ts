import * as fc from 'fast-check'
import { NASTY_TEXTS } from './nasty.ts'

const piece: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 8 }) },
  // UTF-16 units by themselves: halves of pairs among them.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat(0xffff), { maxLength: 6 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', '0', '-', '.', '=', '"', ' ', '%41', '{', 'é'), fc.nat(3000))
      .map(([unit, count]) => unit.repeat(count)),
  },
)

/** One of the texts with pieces of it replaced by something odd, or something odd by itself. */
export function mutatedText(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(), length: fc.nat(12), piece })
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...texts), fc.array(edit, { maxLength: 4 }))
        .map(([text, edits]) => edits.reduce(edited, text)),
    },
    { weight: 1, arbitrary: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')) },
  )
}

function edited(
  text: string,
  { at, length, piece: put }: { at: number; length: number; piece: string },
): string {
  const from = at % (text.length + 1)
  return text.slice(0, from) + put + text.slice(from + length)
}
