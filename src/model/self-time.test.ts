import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MILLISECOND } from '../base/time.ts'
import { drawTable } from '../testing/drawn-table.ts'
import { selfTimes } from './self-time.ts'

it('is the time in which no child ran, each moment counted once', () => {
  const { table, row } = drawTable(
    `trace t
     0-100 s root
       10-40 s a
       20-50 s b
         25-30 s c
       90-150 s late`,
    't',
  )
  const of = (label: string) => selfTimes(table)[row(label)] / MILLISECOND
  expect(of('root')).toBe(50)
  expect(of('b')).toBe(25)
  expect(of('late')).toBe(60)
})

it('is what counting every millisecond finds, for any tree', () => {
  const span = fc.tuple(fc.nat(), fc.nat(40), fc.nat(30))
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 12 }), (spans) => {
      const lines = spans.map(([up, at, length], i) => {
        return `${at}-${at + length} s s${i}${i === 0 ? '' : ` ^s${up % i}`}`
      })
      const { table } = drawTable(`trace t\n${lines.join('\n')}`, 't')
      const rows = Array.from({ length: table.length }, (_, row) => row)
      const runs = (row: number, at: number) =>
        table.start[row] <= at && at < table.start[row] + table.spanDuration[row]
      const expected = rows.map((row) => {
        let self = 0
        for (let at = 0; at < 80 * MILLISECOND; at += MILLISECOND) {
          const busy = rows.some((child) => table.parent[child] === row && runs(child, at))
          if (runs(row, at) && !busy) self += MILLISECOND
        }
        return self
      })
      expect([...selfTimes(table)]).toEqual(expected)
    }),
  )
})
