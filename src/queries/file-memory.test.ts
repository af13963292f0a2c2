import { expect, test } from 'vitest'
import { memoryStorage } from '../testing/memory-storage.ts'
import { FileMemory } from './file-memory.ts'

const KEY = 'trace-link-explorer.files'

test('the page after this one knows the names of what was open', () => {
  const storage = memoryStorage()
  const memory = new FileMemory(storage)
  memory.add(['a.json', 'b.json'])
  memory.add(['a.json', 'c.json'])
  expect(new FileMemory(storage).read()).toEqual(['a.json', 'b.json', 'c.json'])
})

test('what was open before is forgotten when other files are', () => {
  const storage = memoryStorage()
  new FileMemory(storage).add(['a.json'])
  const memory = new FileMemory(storage)
  expect(memory.read()).toEqual(['a.json'])
  memory.add(['b.json'])
  expect(new FileMemory(storage).read()).toEqual(['b.json'])
})

test.each(['', '{', '{"a":1}', 'null', '[1,{}]'])('a stored “%s” is nothing', (stored) => {
  const storage = memoryStorage()
  storage.setItem(KEY, stored)
  expect(new FileMemory(storage).read()).toEqual([])
})

test('a page without a storage remembers nothing and goes on', () => {
  const memory = new FileMemory(null)
  memory.add(['a.json'])
  expect(memory.read()).toEqual([])
})
