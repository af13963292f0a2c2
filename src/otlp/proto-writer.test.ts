import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BYTES, ProtoReader } from './proto-reader.ts'
import { readString } from './proto-values.ts'
import { ProtoWriter } from './proto-writer.ts'

test('a string of any length and alphabet is written as UTF-8', () => {
  const text = fc.tuple(
    fc.constantFrom('', 'a', 'ä', '日', '🧵'),
    fc.nat(600),
    fc.string({ unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(fc.array(text), (parts) => {
      const texts = parts.map(([unit, count, end]) => unit.repeat(count) + end)
      const w = new ProtoWriter()
      for (const [i, each] of texts.entries()) w.string(i + 1, each)
      const reader = new ProtoReader(w.finish())
      for (const [i, each] of texts.entries()) {
        expect(reader.next(reader.bytes.length)).toBe(true)
        expect([reader.field, reader.wire]).toEqual([i + 1, BYTES])
        expect(readString(reader, reader.bytes.length)).toBe(each)
      }
      expect(reader.next(reader.bytes.length)).toBe(false)
    }),
  )
})

test('a lone surrogate is written as U+FFFD', () => {
  const w = new ProtoWriter()
  w.string(1, 'a\ud800b')
  const reader = new ProtoReader(w.finish())
  reader.next(reader.bytes.length)
  expect(readString(reader, reader.bytes.length)).toBe('a\ufffdb')
})

test('a message of any size is preceded by its length', () => {
  for (const size of [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152]) {
    const w = new ProtoWriter()
    w.message(3, () => w.raw(new Uint8Array(size).fill(7)))
    w.uint(4, 1)
    const reader = new ProtoReader(w.finish())
    reader.next(reader.bytes.length)
    const end = reader.span(reader.bytes.length)
    expect(end - reader.pos).toBe(size)
    expect(reader.bytes.subarray(reader.pos, end).every((byte) => byte === 7)).toBe(true)
    reader.pos = end
    expect(reader.next(reader.bytes.length) && reader.field).toBe(4)
  }
})
