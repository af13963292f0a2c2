import { expect, it } from 'vitest'
import { textHash } from './text-hash.ts'

it('ten thousand texts that differ by a letter have ten thousand hashes, each always the same', () => {
  const texts = Array.from({ length: 10_000 }, (_, i) => `journey ${i}`)
  expect(new Set(texts.map(textHash)).size).toBe(texts.length)
  expect(texts.map(textHash)).toEqual(texts.map(textHash))
  for (const text of texts) expect(textHash(text)).toMatch(/^[0-9a-f]{16}$/)
})
