import { describe, expect, test } from 'vitest'
import { linkConditions, ofTraces } from '../../sources/signoz/filter.ts'
import { sqlBody } from '../../sources/signoz/query.ts'
import { selectOnly } from './select-only.ts'

const SPANS = 'signoz_traces.distributed_signoz_index_v3'
const WINDOW = { from: 1n, to: 2n }
const LINKED = linkConditions(['5b8efff798038103'], 'sql')

const sql = (query: unknown) => ({
  compositeQuery: { queries: [{ type: 'clickhouse_sql', spec: { name: 'A', query } }] },
})

test.each([
  [{}],
  [sql(`SELECT links FROM ${SPANS}`)],
  [
    sql(
      `SELECT links FROM ${SPANS} WHERE trace_id IN ('a', 'it\\'s; SELECT FROM') LIMIT 1 OFFSET 0`,
    ),
  ],
  [
    sqlBody({
      ...WINDOW,
      conditions: [ofTraces(['a', 'b']), ...LINKED],
      order: 'oldest',
      limit: 5,
      offset: 0,
    }),
  ],
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
  ['SELECT 1'],
  [`SELECT * FROM url('http://host/', CSV)`],
  [`SELECT links FROM ${SPANS}; DROP TABLE x`],
  [`SELECT links FROM ${SPANS}, system.users WHERE 1 = 1`],
  [`SELECT links FROM ${SPANS} WHERE 1 = 1 UNION ALL SELECT name FROM system.users`],
  [`SELECT links FROM ${SPANS} WHERE name IN (SELECT name FROM system.users)`],
  [`SELECT links FROM ${SPANS} WHERE name IN system.users`],
  [`SELECT links FROM ${SPANS} WHERE joinGet('x', 'y', 1) = 1`],
  [`SELECT file('/etc/passwd') FROM ${SPANS}`],
  [`SELECT links FROM ${SPANS} WHERE name = 'a' -- '`],
  [`SELECT links FROM ${SPANS} WHERE name = 'a\\' OR 1 = 1`],
  [''],
  [['DROP TABLE x']],
  [{ toString: 'SELECT' }],
])('does not pass the SQL %j', (query) => {
  expect(selectOnly(JSON.stringify(sql(query)))).toBeNull()
})

describe('what two readers could read differently', () => {
  test('is sent as it was read here', () => {
    const document = `{"query":"DROP TABLE x","query":"SELECT links FROM ${SPANS}"}`
    expect(selectOnly(document)).toBe(`{"query":"SELECT links FROM ${SPANS}"}`)
    const merged = '{"spec":{"query":"DROP TABLE x"},"spec":{}}'
    expect(selectOnly(merged)).toBe('{"spec":{}}')
  })

  test.each(['Query', 'QUERY', '\\u0071uery'])('is not passed: %s', (name) => {
    expect(selectOnly(`{"query":"SELECT links FROM ${SPANS}","${name}":"DROP TABLE x"}`)).toBeNull()
  })
})

test.each(['', '{', 'SELECT 1', '{"a":1}{}', '['.repeat(500_000)])(
  'what is not JSON is not passed: %.20s',
  (text) => {
    expect(selectOnly(text)).toBeNull()
  },
)

test('a long text without an end is refused at once', () => {
  const query = `SELECT links FROM ${SPANS} WHERE name = '${"\\'".repeat(200_000)}`
  expect(selectOnly(JSON.stringify(sql(query)))).toBeNull()
})

test('a document that is nested without end is not passed', () => {
  expect(selectOnly('['.repeat(500_000) + ']'.repeat(500_000))).toBeNull()
})
