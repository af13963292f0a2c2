import { describe, expect, test } from 'vitest'
import { selectOnly } from './select-only.ts'

const sql = (query: unknown) => ({
  compositeQuery: { queries: [{ type: 'clickhouse_sql', spec: { name: 'A', query } }] },
})

test.each([
  [{}],
  [sql('SELECT links FROM signoz_traces.distributed_signoz_index_v3')],
  [sql('\n  select\n1')],
  [{ start: 1763820000000, query: null }],
  [{ queries: [{ type: 'builder_query', spec: { filter: { expression: "name = 'DROP'" } } }] }],
])('passes %j', (document) => {
  expect(JSON.parse(selectOnly(JSON.stringify(document)) ?? '0')).toEqual(document)
})

test.each([
  ['DROP TABLE x'],
  ['INSERT INTO x SELECT 1'],
  ['WITH 1 AS a INSERT INTO x SELECT a'],
  ['/* SELECT */ DROP TABLE x'],
  ['-- \nDROP TABLE x'],
  ['selection'],
  [''],
  [['DROP TABLE x']],
  [{ toString: 'SELECT' }],
])('does not pass the SQL %j', (query) => {
  expect(selectOnly(JSON.stringify(sql(query)))).toBeNull()
})

describe('what two readers could read differently', () => {
  test('is sent as it was read here', () => {
    const document = '{"query":"DROP TABLE x","query":"SELECT 1"}'
    expect(selectOnly(document)).toBe('{"query":"SELECT 1"}')
    const merged = '{"spec":{"query":"DROP TABLE x"},"spec":{}}'
    expect(selectOnly(merged)).toBe('{"spec":{}}')
  })

  test.each(['Query', 'QUERY', '\\u0071uery'])('is not passed: %s', (name) => {
    expect(selectOnly(`{"query":"SELECT 1","${name}":"DROP TABLE x"}`)).toBeNull()
  })
})

test.each(['', '{', 'SELECT 1', '{"a":1}{}', '['.repeat(500_000)])(
  'what is not JSON is not passed: %.20s',
  (text) => {
    expect(selectOnly(text)).toBeNull()
  },
)

test('a document that is nested without end is not passed', () => {
  expect(selectOnly('['.repeat(500_000) + ']'.repeat(500_000))).toBeNull()
})
