import { expect, it } from 'vitest'
import { lineAction } from './table-keys.ts'

// Two groups, the first open with rows 4 and 5.
const lines = Int32Array.of(-1, 4, 5, -2)
const act = (key: string, at: number) => lineAction(key, at, lines, (group) => group === 0, 2)

it('arrows move from line to line and stop at the ends', () => {
  expect(act('ArrowDown', -1)).toEqual({ do: 'go', at: 0 })
  expect(act('j', 0)).toEqual({ do: 'go', at: 1 })
  expect(act('k', 0)).toEqual({ do: 'go', at: 0 })
  expect(act('PageDown', 2)).toEqual({ do: 'go', at: 3 })
  expect(act('End', 0)).toEqual({ do: 'go', at: 3 })
  expect(act('Home', 2)).toEqual({ do: 'go', at: 0 })
})
it('right opens a group, then enters; left leaves, then closes', () => {
  expect(act('ArrowRight', 3)).toEqual({ do: 'open', at: 3 })
  expect(act('ArrowRight', 0)).toEqual({ do: 'go', at: 1 })
  expect(act('ArrowRight', 1)).toBeNull()
  expect(act('ArrowLeft', 2)).toEqual({ do: 'go', at: 0 })
  expect(act('ArrowLeft', 0)).toEqual({ do: 'close', at: 0 })
  expect(act('ArrowLeft', 3)).toBeNull()
})
