import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LinkTarget } from '../../model/link-target.ts'
import { DRAWN_ORIGIN, drawnRef } from '../../testing/trace-notation.ts'
import { groupRows, linesOf, needsTargets } from './link-groups.ts'
import { type LinkRow, filterText, linkAttribute, matchesFilter } from './link-rows.ts'

/** A row of a linked span with this service, status and attribute `n`; no service: a span that was not found. */
function rowOf(id: number, service: string, status: number, n: string): LinkRow {
  const ref = drawnRef(`t${id}/span`)
  const target: LinkTarget =
    service === ''
      ? { at: 'absent', why: { reason: 'trace not found', removedBefore: null } }
      : {
          at: 'elsewhere',
          span: {
            ref,
            service,
            name: 'take',
            kind: 1,
            status,
            start: DRAWN_ORIGIN,
            end: DRAWN_ORIGIN,
          },
        }
  const attributes = n === '' ? [] : [{ key: 'n', value: n }]
  const link = {
    to: { valid: true, ref },
    traceState: '',
    flags: 0,
    attributes,
    droppedAttributes: 0,
  } as const
  return {
    key: `row ${id}`,
    ref,
    target,
    wait: service === '' ? null : { nanos: id, kind: 'waited' },
    links: [link],
    count: 1,
    labels: [],
  }
}

const anyRows = fc
  .array(
    fc.record({
      service: fc.constantFrom('', 'a', 'b', '__proto__'),
      status: fc.constantFrom(0, 1, 2),
      n: fc.constantFrom('', '1', '2', 'group x'),
    }),
    { maxLength: 30 },
  )
  .map((drafts) => drafts.map(({ service, status, n }, id) => rowOf(id, service, status, n)))
const anyBy = fc.constantFrom('operation', 'service', 'status', 'attribute n' as const)

describe('groups of links', () => {
  it('hold every row once, in the order of before, under its own value', () => {
    fc.assert(
      fc.property(anyRows, anyBy, (rows, by) => {
        const groups = groupRows(rows, by)
        expect(groups.flatMap((group) => group.rows).toSorted(byKey)).toEqual(rows.toSorted(byKey))
        for (const group of groups) {
          expect(group.rows.map(({ key }) => rows.findIndex((row) => row.key === key))).toEqual(
            group.rows
              .map(({ key }) => rows.findIndex((row) => row.key === key))
              .toSorted((a, b) => a - b),
          )
          if (by === 'attribute n') {
            for (const row of group.rows) expect(linkAttribute(row, 'n')).toBe(group.label ?? '')
          }
        }
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
      }),
    )
  })
  it('come by size, and rows without a value last', () => {
    fc.assert(
      fc.property(anyRows, anyBy, (rows, by) => {
        const sizes = groupRows(rows, by)
          .filter(({ label }) => label !== null)
          .map(({ rows }) => rows.length)
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
        const nameless = groupRows(rows, by).findIndex(({ label }) => label === null)
        if (nameless >= 0) expect(nameless).toBe(sizes.length)
      }),
    )
  })
  it('say how many failed, how many are unresolved and how long they waited', () => {
    const rows = [
      rowOf(1, 'a', 2, ''),
      rowOf(2, 'a', 0, ''),
      rowOf(5, 'a', 0, ''),
      rowOf(4, '', 0, ''),
    ]
    const [a, rest] = groupRows(rows, 'service')
    expect(a).toMatchObject({ label: 'a', failed: 1, unresolved: 0 })
    expect(a.waits).toMatchObject({ median: { nanos: 2 }, longest: { nanos: 5 } })
    expect(rest).toMatchObject({ label: null, failed: 0, unresolved: 1, waits: null })
  })
  it('that are folded keep their head alone', () => {
    const groups = groupRows([rowOf(1, 'a', 0, ''), rowOf(2, 'b', 0, '')], 'service')
    expect(linesOf(groups, new Set()).map(({ key }) => key)).toEqual([
      'group a',
      'row 1',
      'group b',
      'row 2',
    ])
    expect(linesOf(groups, new Set(['group a'])).map(({ key }) => key)).toEqual([
      'group a',
      'group b',
      'row 2',
    ])
  })
  it('by an attribute of the links need no answer of the source', () => {
    expect(['', 'sent', 'attribute n', 'wait', 'status'].map(needsTargets)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })
})

describe('the filter', () => {
  it('lets through what has every word somewhere, whatever the case', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.array(fc.constantFrom('A', 'b', 'take', 'n=1', 'error', 'zz'), { minLength: 1 }),
        (rows, words) => {
          for (const row of rows) {
            const text = filterText(row, (status) => ['Unset', 'OK', 'Error'][status])
            const slow = words.every((word) => text.indexOf(word.toLowerCase()) >= 0)
            expect(matchesFilter(text, words.join('  '))).toBe(slow)
          }
        },
      ),
    )
  })
})

function byKey(a: LinkRow, b: LinkRow): number {
  return a.key < b.key ? -1 : 1
}
