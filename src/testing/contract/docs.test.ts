import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lossTable } from './loss-table.ts'
import { LOSSES, type LossId } from './losses.ts'
import { LOST_BY } from './lost-by.ts'

const DOCS = readFileSync(new URL('../../../docs/sources.md', import.meta.url), 'utf8')

test('the documentation shows what each source loses', () => {
  expect(DOCS).toContain(`\n${lossTable()}\n`)
})

test('every loss is some source’s', () => {
  const lost = new Set<LossId>(Object.values(LOST_BY).flat())
  expect(Object.keys(LOSSES).filter((id) => !lost.has(id as LossId))).toEqual([])
})
