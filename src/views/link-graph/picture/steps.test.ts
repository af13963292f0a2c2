import { expect, test } from 'vitest'
import type { ItemKey } from '../../../model/link-graph/graph-items.ts'
import type { Scene } from '../scene/scene.ts'
import { type StepKey, stepFrom } from './steps.ts'

/** `a@0,0` is a box, `a>b` an edge from cause to effect. */
function scene(text: string): Scene {
  const words = text.split(' ')
  const boxes = words
    .filter((word) => word.includes('@'))
    .map((word) => {
      const [key, x, y] = word.split(/[@,]/)
      return { key, place: { x: Number(x), y: Number(y), width: 240, height: 78 } }
    })
  const edges = words
    .filter((word) => word.includes('>'))
    .map((word) => {
      const [cause, effect] = word.split('>')
      return { key: word, cause, effect }
    })
  return { boxes, edges } as unknown as Scene
}

const SHOP = scene(
  'root@0,100 a@-490,0 b@-490,110 c@-490,300 ship@490,100 a>root b>root c>root root>ship',
)
const step = (from: string, key: StepKey) => stepFrom(SHOP, from as ItemKey, key)

test('left leads to the nearest cause and right to an effect', () => {
  expect(step('root', 'ArrowLeft')).toBe('b')
  expect(step('root', 'ArrowRight')).toBe('ship')
  expect(step('c', 'ArrowRight')).toBe('root')
})

test('up and down stay in the column', () => {
  expect(step('b', 'ArrowUp')).toBe('a')
  expect(step('b', 'ArrowDown')).toBe('c')
  expect(step('root', 'ArrowDown')).toBeNull()
})

test('where nothing is, nothing happens', () => {
  expect(step('ship', 'ArrowRight')).toBeNull()
  expect(step('a', 'ArrowUp')).toBeNull()
  expect(step('gone', 'ArrowLeft')).toBeNull()
})

test('Home leads to the trace that the graph is about', () => {
  expect(step('c', 'Home')).toBe('root')
})
