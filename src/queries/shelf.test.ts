import { expect, test } from 'vitest'
import { Shelf } from './shelf.ts'

function thing(name: string, ended: string[]) {
  return { name, dispose: () => void ended.push(name) }
}

test('a shelf makes what it has not, once', () => {
  const shelf = new Shelf()
  const first = shelf.of('a', () => thing('a', []))
  expect(shelf.of('a', () => thing('another', []))).toBe(first)
})

test('what was used least lately goes first, and ends', () => {
  const ended: string[] = []
  const shelf = new Shelf()
  for (const name of 'abcdefgh') shelf.of(name, () => thing(name, ended))
  shelf.of('a', () => thing('another', ended))
  shelf.of('i', () => thing('i', ended))
  expect(ended).toEqual(['b'])
})

test('all that is kept ends with the shelf', () => {
  const ended: string[] = []
  const shelf = new Shelf()
  shelf.of('a', () => thing('a', ended))
  shelf.drop('a')
  shelf.of('b', () => thing('b', ended))
  shelf.dispose()
  expect(ended).toEqual(['a', 'b'])
})
