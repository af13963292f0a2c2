import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../base/slices.ts'
import { MILLISECOND } from '../base/time.ts'
import { drawTable } from '../testing/drawn-table.ts'
import { type CriticalPath, criticalPath, timeOnPath } from './critical-path.ts'
import type { TraceTable } from './trace-table.ts'

const pathOf = (table: TraceTable) => atOnce(criticalPath(table))

/** `label from to`, in order of time. */
function stepsOf({ table, labels }: ReturnType<typeof drawTable>, path: CriticalPath): string[] {
  const steps: { label: string; from: number; to: number }[] = []
  for (let row = 0; row < table.length; row++) {
    for (let at = path.offset[row]; at < path.offset[row + 1]; at++) {
      steps.push({ label: labels([row])[0], from: path.from[at], to: path.to[at] })
    }
  }
  return steps
    .sort((a, b) => a.from - b.from)
    .map(({ label, from, to }) => `${label} ${from / MILLISECOND} ${to / MILLISECOND}`)
}

describe('the critical path of a trace', () => {
  it('is what held it up: the children that ended last, and the time between them', () => {
    const drawn = drawTable(
      `trace t
       0-100 s root
         10-40 s read
         10-50 s load
         60-90 s write
         95-200 s async`,
      't',
    )
    const path = pathOf(drawn.table)
    expect(stepsOf(drawn, path)).toEqual([
      'root 0 10',
      'load 10 50',
      'root 50 60',
      'write 60 90',
      'root 90 100',
    ])
    expect(timeOnPath(path, drawn.row('root'))).toBe(30 * MILLISECOND)
    expect(timeOnPath(path, drawn.row('read'))).toBe(0)
  })
  it('goes on from root to root, as in a trace whose beginning is missing', () => {
    const drawn = drawTable('trace t\n0-40 s first\n10-30 s beside\n50-90 s last', 't')
    expect(stepsOf(drawn, pathOf(drawn.table))).toEqual(['first 0 40', 'last 50 90'])
  })
  it('of a trace of one moment is empty', () => {
    const { table } = drawTable('trace t\n5-5 s only', 't')
    expect(pathOf(table).from).toHaveLength(0)
  })
})

it('is what a slow look finds, for any tree', () => {
  const span = fc.tuple(fc.nat(), fc.nat(60), fc.nat(40))
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 14 }), (spans) => {
      const lines = spans.map(([up, at, length], i) => {
        const parent = i === 0 || up % 5 === 0 ? '' : ` ^s${up % i}`
        return `${at}-${at + length} s s${i}${parent}`
      })
      const drawn = drawTable(`trace t\n${lines.join('\n')}`, 't')
      const expected = slowly(drawn.table)
        .filter(({ from, to }) => to > from)
        .map(
          ({ row, from, to }) =>
            `${drawn.labels([row])[0]} ${from / MILLISECOND} ${to / MILLISECOND}`,
        )
      // A child that began before its parent makes steps that overlap: their order says nothing.
      expect(stepsOf(drawn, pathOf(drawn.table)).toSorted()).toEqual(expected.toSorted())
    }),
  )
})

interface Step {
  readonly row: number
  readonly from: number
  readonly to: number
}

/** By the sentence that defines it: each time the last of all that had ended by then. The roots are children of −1. */
function slowly(table: TraceTable): Step[] {
  const all = Array.from({ length: table.length }, (_, row) => row)
  const startOf = (row: number) => (row < 0 ? -Infinity : table.start[row])
  const endOf = (row: number) => (row < 0 ? Infinity : table.start[row] + table.spanDuration[row])
  const childrenOf = (up: number) => all.filter((row) => table.parent[row] === up)
  const leadingTo = (row: number, until: number, children: readonly number[]): Step[] => {
    const ended = children.filter((child) => endOf(child) <= until && endOf(child) > startOf(row))
    const latest = Math.max(...ended.map(endOf))
    const last = ended.findLast((child) => endOf(child) === latest)
    if (last === undefined) return [{ row, from: startOf(row), to: until }]
    const others = children.filter((child) => child !== last)
    return [
      ...leadingTo(row, Math.max(startOf(row), startOf(last)), others),
      ...leadingTo(last, endOf(last), childrenOf(last)),
      { row, from: endOf(last), to: until },
    ]
  }
  return leadingTo(-1, Infinity, childrenOf(-1)).filter(({ row }) => row >= 0)
}
