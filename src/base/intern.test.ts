import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StringTable, Utf8Interner } from './intern.ts'

const utf8 = new TextEncoder()

describe('StringTable', () => {
  test('index 0 is the empty string, and a string is stored once', () => {
    const table = new StringTable()
    expect([table.add(''), table.add('a'), table.add('__proto__'), table.add('a')]).toEqual([
      0, 1, 2, 1,
    ])
    expect(table.strings).toEqual(['', 'a', '__proto__'])
  })
})

describe('Utf8Interner', () => {
  test('a slice gives the index of its text, the same one each time', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), (texts) => {
        const table = new StringTable()
        const interner = new Utf8Interner(table)
        const padded = texts.map((text) => utf8.encode(`<${text}>`))
        for (const round of [0, 1]) {
          for (const [i, bytes] of padded.entries()) {
            const index = interner.add(bytes, 1, bytes.length - 1)
            expect(table.strings[index], `round ${round}`).toBe(texts[i])
          }
        }
        expect(table.strings.length).toBe(new Set(['', ...texts]).size)
      }),
    )
  })

  test('a byte order mark is kept', () => {
    const table = new StringTable()
    const bytes = utf8.encode('\ufeffx')
    expect(table.strings[new Utf8Interner(table).add(bytes, 0, bytes.length)]).toBe('\ufeffx')
  })

  test('what is no UTF-8 becomes replacement characters', () => {
    const table = new StringTable()
    const index = new Utf8Interner(table).add(Uint8Array.of(0xff, 0x41), 0, 2)
    expect(table.strings[index]).toBe('\ufffdA')
  })

  test('a later change of the source bytes does not change what is known', () => {
    const table = new StringTable()
    const interner = new Utf8Interner(table)
    const bytes = utf8.encode('ab')
    const ab = interner.add(bytes, 0, 2)
    bytes[1] = 0x63
    expect(table.strings[interner.add(bytes, 0, 2)]).toBe('ac')
    expect(interner.add(utf8.encode('ab'), 0, 2)).toBe(ab)
  })
})
