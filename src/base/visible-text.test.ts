import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutText, escapeHidden, hasHidden, nameText, visibleParts } from './visible-text.ts'

const BIDI = [
  0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x061c, 0x200e, 0x200f,
]

describe('a hidden character is written out', () => {
  test.each(BIDI)('U+%s of the bidi algorithm', (code) => {
    const text = `a${String.fromCharCode(code)}b`
    const hex = code.toString(16).toUpperCase().padStart(4, '0')
    expect(escapeHidden(text)).toBe(`a\\u${hex}b`)
    expect(hasHidden(text)).toBe(true)
  })

  test('a control code, an ANSI escape, a zero-width space', () => {
    expect(escapeHidden('\u0000 \u001b[31m \u200b')).toBe('\\u0000 \\u001B[31m \\u200B')
  })
})

test.each(['tab\tline\nend\r\n', 'שלום', 'مرحبا', '👩‍👩‍👧', 'naïve', ''])(
  '%j needs no escape',
  (text) => {
    expect(escapeHidden(text)).toBe(text)
    expect(hasHidden(text)).toBe(false)
  },
)

describe('visibleParts', () => {
  test('marks the escape, and not the same letters in the text', () => {
    expect(visibleParts('\\u202E \u202Etxt.exe')).toEqual([
      { text: '\\u202E ', escape: false },
      { text: '\\u202E', escape: true },
      { text: 'txt.exe', escape: false },
    ])
  })

  test('joined is the escaped text', () => {
    const unit = fc.oneof(
      fc.constantFrom(...BIDI.map((code) => String.fromCharCode(code))),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const joined = visibleParts(text).map((part) => part.text)
        expect(joined.join('')).toBe(escapeHidden(text))
      }),
    )
  })

  test('is short for a text of nothing but overrides', () => {
    const parts = visibleParts('a\u202e'.repeat(100_000))
    expect(parts.length).toBeLessThan(500)
    expect(hasHidden(parts.map((part) => part.text).join(''))).toBe(false)
  })
})

test('cutText does not halve a character', () => {
  expect(cutText('ab🧵c', 3)).toBe('ab')
  expect(cutText('ab🧵c', 4)).toBe('ab🧵')
  expect(cutText('ab', 5)).toBe('ab')
})

test('a name is cut to what is read at a glance, and shows what it would hide', () => {
  expect(nameText('POST /orders')).toBe('POST /orders')
  expect(nameText('a\u202eb')).toBe('a\\u202Eb')
  expect(nameText('x'.repeat(1 << 20))).toBe(`${'x'.repeat(200)}…`)
})
