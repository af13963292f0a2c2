import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawTable } from '../testing/drawn-table.ts'
import { type RowFilter, facetsOf, filterRows, isLinked, shownAmong } from './filter-rows.ts'
import { visibleRows } from './rows.ts'
import { STATUS_ERROR } from './span.ts'
import { type TraceTable, serviceAt } from './trace-table.ts'

const ALL: RowFilter = { errors: false, links: false, services: [] }
const { table, row, labels } = drawTable(
  `trace t
   0-100 a root
     10-30 b read
       12-20 c query !error
     40-60 b write -> x/y
     70-90 d other`,
  't',
)

function shown(filter: Partial<RowFilter>, folded: string[] = [], among: string[] | null = null) {
  const filtered = filterRows(
    table,
    { ...ALL, ...filter },
    null,
    among && Uint32Array.from(among, row),
  )
  return labels(visibleRows(table, new Set(folded.map(row)), filtered?.marks))
}

describe('filtered rows', () => {
  it('keep the ancestors of what matches, and nothing else', () => {
    expect(shown({ errors: true })).toEqual(['root', 'read', 'query'])
    expect(shown({ links: true })).toEqual(['root', 'write'])
    expect(shown({ services: ['b'] })).toEqual(['root', 'read', 'write'])
    expect(shown({}, [], ['other'])).toEqual(['root', 'other'])
  })
  it('must meet all that is asked', () => {
    expect(shown({ errors: true, services: ['b'] })).toEqual([])
    expect(shown({ errors: true, services: ['b', 'c'] })).toEqual(['root', 'read', 'query'])
    expect(shown({ links: true }, [], ['query', 'write'])).toEqual(['root', 'write'])
  })
  it('stay folded, and the folded row says how many matches it holds', () => {
    expect(shown({ errors: true }, ['read'])).toEqual(['root', 'read'])
    const filtered = filterRows(table, { ...ALL, errors: true }, null, null)
    const inside = (label: string) =>
      filtered && filtered.before[table.subtreeEnd[row(label)]] - filtered.before[row(label)]
    expect(inside('read')).toBe(1)
    expect(inside('write')).toBe(0)
  })
  it('of a service that is not here are none', () => {
    expect(shown({ services: ['nobody'] })).toEqual([])
  })
  it('are not made where nothing is filtered', () => {
    expect(filterRows(table, ALL, null, null)).toBeNull()
  })
  it('count spans that are linked from among those with links', () => {
    const filtered = filterRows(table, { ...ALL, links: true }, Uint32Array.of(0, 0, 0, 0, 3), null)
    expect(filtered?.matches).toBe(2)
    expect(labels(shownAmong(Uint32Array.of(0, 1, 2, 3, 4), filtered))).toEqual([
      'root',
      'write',
      'other',
    ])
  })
})

it('facets count what the filters would show', () => {
  expect(facetsOf(table, Uint32Array.of(1, 0, 0, 1, 0))).toEqual({
    errors: 1,
    linked: 2,
    services: [
      { service: 'b', spans: 2 },
      { service: 'a', spans: 1 },
      { service: 'c', spans: 1 },
      { service: 'd', spans: 1 },
    ],
  })
})

describe('the rows that show, for any tree, filter and folding', () => {
  const drafts = fc.array(fc.tuple(fc.nat(), fc.constantFrom('a', 'b', 'c'), fc.nat(3)), {
    minLength: 1,
    maxLength: 20,
  })
  const filters = fc.record({
    errors: fc.boolean(),
    links: fc.boolean(),
    services: fc.subarray(['a', 'b', 'x']),
  })
  it('are those which a look at each one finds', () => {
    fc.assert(
      fc.property(drafts, filters, fc.array(fc.nat(30)), fc.nat(), (spans, filter, folds, part) => {
        const lines = spans.map(([up, service, kind], i) => {
          const parent = i === 0 || up % 7 === 0 ? '' : ` ^s${up % i}`
          return `${i}-${i + 1} ${service} s${i}${parent}${['', ' !error', ' -> x/y', ' !error -> x/y'][kind]}`
        })
        const { table: drawn } = drawTable(`trace t\n${lines.join('\n')}`, 't')
        const among =
          part % 3 === 0
            ? Uint32Array.from(
                Array.from({ length: drawn.length }, (_, i) => i).filter((i) => (part + i) % 2),
              )
            : null
        const collapsed = new Set(folds)
        const marks = filterRows(drawn, filter, null, among)?.marks ?? null
        expect([...visibleRows(drawn, collapsed, marks)]).toEqual(
          slowly(drawn, filter, collapsed, among),
        )
      }),
    )
  })
})

function slowly(
  drawn: TraceTable,
  { errors, links, services }: RowFilter,
  collapsed: ReadonlySet<number>,
  among: Uint32Array | null,
): number[] {
  const all = Array.from({ length: drawn.length }, (_, i) => i)
  const ancestors = (at: number): number[] =>
    drawn.parent[at] < 0 ? [] : [drawn.parent[at], ...ancestors(drawn.parent[at])]
  const matches = (at: number) =>
    (!errors || drawn.status[at] === STATUS_ERROR) &&
    (!links || isLinked(drawn, at, null)) &&
    (services.length === 0 || services.includes(serviceAt(drawn, at))) &&
    (!among || among.includes(at))
  return all.filter(
    (at) =>
      all.some((other) => matches(other) && (other === at || ancestors(other).includes(at))) &&
      !ancestors(at).some((up) => collapsed.has(up)),
  )
}
