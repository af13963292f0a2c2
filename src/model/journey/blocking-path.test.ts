import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MILLISECOND } from '../../base/time.ts'
import { drawTable } from '../../testing/drawn-table.ts'
import { blockingPath } from './blocking-path.ts'

function pathIn(text: string, top: string, exit: string) {
  const { table, row, labels } = drawTable(`trace t\n${text}`, 't')
  return blockingPath(table, row(top), row(exit)).map(({ row: at, from, to }) =>
    [labels([at])[0], from / MILLISECOND, to / MILLISECOND].join(' '),
  )
}

const WORK = `
  0-100 s root
    10-30 s read
    10-50 s load
      20-40 s query
    60-90 s write
    95-150 s later
`

it('goes through the child that ended last, before it through the one that ended last until then', () => {
  expect(pathIn(WORK, 'root', 'root')).toEqual([
    'root 0 10',
    'load 10 20',
    'query 20 40',
    'load 40 50',
    'root 50 60',
    'write 60 90',
    'root 90 100',
  ])
})
it('ends with the span by which the item leaves', () => {
  expect(pathIn(WORK, 'root', 'query')).toEqual(['root 0 10', 'load 10 20', 'query 20 40'])
})
it('of a span without children is its own time', () => {
  expect(pathIn(WORK, 'read', 'read')).toEqual(['read 10 30'])
})
it('covers the time between without a gap and never twice, where children keep within their parents', () => {
  const someSpans = fc.array(fc.tuple(fc.nat(), fc.nat(100), fc.nat(100)), { maxLength: 12 })
  fc.assert(
    fc.property(someSpans, fc.nat(), (drafts, pick) => {
      const spans = [{ name: 's0', up: '', from: 0, to: 1000 }]
      for (const [parent, a, b] of drafts) {
        const up = spans[parent % spans.length]
        const length = up.to - up.from
        const [from, to] = [a, b]
          .sort((x, y) => x - y)
          .map((part) => up.from + (part * length) / 100)
        spans.push({ name: `s${spans.length}`, up: ` ^${up.name}`, from, to })
      }
      const text = spans.map(({ name, up, from, to }) => `${from}-${to} s ${name}${up}`).join('\n')
      const { table, row } = drawTable(`trace t\n${text}`, 't')
      const exit = row(`s${pick % spans.length}`)
      const path = blockingPath(table, row('s0'), exit)
      let at = 0
      for (const { from, to } of path) {
        expect(from).toBe(at)
        expect(to).toBeGreaterThan(from)
        at = to
      }
      expect(at).toBe(table.start[exit] + table.spanDuration[exit])
    }),
  )
})
