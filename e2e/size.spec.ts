import { fileURLToPath } from 'node:url'
import { BUDGETS, Built } from '../bench/built.ts'
import { expect, test } from './fixtures.ts'

/** The build that the other tests look at, held against its budgets; `node bench/size.ts` says what it is made of. */

const built = new Built(fileURLToPath(new URL('../dist', import.meta.url)))

for (const { what, scripts, most } of BUDGETS) {
  test(`the app’s scripts weigh, gzipped, no more than ${most} kB ${what}`, () => {
    const loaded = [...built.initial, ...scripts.map((name) => built.script(name))]
    expect(built.withImports(loaded).length).toBeGreaterThan(scripts.length)
    expect(built.gzipKilobytes(loaded)).toBeLessThan(most)
  })
}

test('what a page of the app does not show at first is not loaded at first', () => {
  const first = built.withImports(built.initial)
  for (const later of ['TraceScreen', 'SearchScreen', 'LinkMapScreen', 'LinkGraphView']) {
    expect(first).not.toContain(built.script(later))
  }
})
