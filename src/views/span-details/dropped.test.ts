import { expect, test } from 'vitest'
import { droppedWords } from './dropped.ts'

test('dropped counts are said in words, and not at all when nothing was dropped', () => {
  expect(droppedWords(0, 'attribute')).toBeNull()
  expect(droppedWords(1, 'attribute')).toBe('1 attribute was dropped by the SDK')
  expect(droppedWords(1200, 'event')).toBe('1,200 events were dropped by the SDK')
})
