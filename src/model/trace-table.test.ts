import { expect, test } from 'vitest'
import { tableOf } from '../testing/tables.ts'
import { draw, drawnRef } from '../testing/trace-notation.ts'
import {
  linkCount,
  linkTarget,
  nameAt,
  refAt,
  rowFinder,
  rowOfSpan,
  serviceAt,
  subtreeLinkCount,
  twinAt,
} from './trace-table.ts'

const table = tableOf(
  draw(`
    trace t
    0-9 shop root -> u/x
      1-5 shop first -> u/y -> u/z
        2-3 db query -> root
      6-7 mail second
  `).spans,
)

test('a row is found by its span id, and another id is not', () => {
  const find = rowFinder(table)
  for (const [row, label] of ['root', 'first', 'query', 'second'].entries()) {
    const ref = drawnRef(`t/${label}`)
    expect(refAt(table, row)).toEqual(ref)
    expect(rowOfSpan(table, ref.spanId)).toBe(row)
    expect(find(ref.spanId)).toBe(row)
  }
  expect(find(drawnRef('u/x').spanId)).toBe(-1)
  for (const text of [drawnRef('u/x').spanId, '', 'zz', refAt(table, 0).spanId.slice(1)]) {
    expect(rowOfSpan(table, text)).toBe(-1)
  }
})

test('rows with the same span id are told apart by their order', () => {
  const spans = draw('trace t\n0-9 shop one #twin\n1-5 shop other\n2-3 shop two #twin').spans
  const twins = tableOf(spans)
  const { spanId } = drawnRef('t/twin')
  expect([0, 1, 2].map((row) => twinAt(twins, row))).toEqual([0, 0, 1])
  expect([0, 1, 2].map((twin) => rowOfSpan(twins, spanId, twin))).toEqual([0, 2, -1])
})

test('an id that is cut short finds no row, though its bytes are those of another', () => {
  const [span] = draw('trace t\n0-1 s x').spans
  const spanId = 'ab00000000000000' as typeof span.ref.spanId
  const odd = tableOf([{ ...span, ref: { ...span.ref, spanId } }])
  expect(rowOfSpan(odd, spanId)).toBe(0)
  for (const text of ['ab', 'ab0', 'abzz000000000000']) expect(rowOfSpan(odd, text)).toBe(-1)
})

test('of equal span ids the first row is found', () => {
  const twins = tableOf(draw('trace t\n0-1 s x\n5-6 s x').spans)
  const { spanId } = drawnRef('t/x')
  expect(rowOfSpan(twins, spanId)).toBe(0)
  expect(rowFinder(twins)(spanId)).toBe(0)
})

test('links are counted for a row and for its subtree', () => {
  expect([0, 1, 2, 3].map((row) => linkCount(table, row))).toEqual([1, 2, 1, 0])
  expect([0, 1, 2, 3].map((row) => subtreeLinkCount(table, row))).toEqual([4, 3, 1, 0])
})

test('a link has a target, or none when its ids name no span', () => {
  expect(linkTarget(table, 1)).toEqual(drawnRef('u/y'))
  const [span] = draw('trace t\n0-1 s x -> u/y').spans
  const to = { valid: false, traceId: '', spanId: '', reason: 'zero id' } as const
  expect(linkTarget(tableOf([{ ...span, links: [{ ...span.links[0], to }] }]), 0)).toBeNull()
})

test('names and services are read from the string table', () => {
  expect([nameAt(table, 2), serviceAt(table, 2)]).toEqual(['query', 'db'])
})
