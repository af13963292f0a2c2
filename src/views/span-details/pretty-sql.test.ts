import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSql, prettySql } from './pretty-sql.ts'

describe('an SQL statement', () => {
  it('is shown a clause a line', () => {
    expect(
      prettySql(
        "SELECT o.id, left(o.note, 3) FROM orders o LEFT JOIN items i ON i.order = o.id WHERE o.at BETWEEN 1 AND 2 AND o.state = 'from AND or' ORDER BY o.id LIMIT 5",
      ),
    ).toBe(
      [
        'SELECT o.id, left(o.note, 3)',
        'FROM orders o',
        'LEFT JOIN items i ON i.order = o.id',
        'WHERE o.at BETWEEN 1 AND 2',
        "  AND o.state = 'from AND or'",
        'ORDER BY o.id',
        'LIMIT 5',
      ].join('\n'),
    )
  })
  it('has a query in brackets further in, and what else is in brackets on its line', () => {
    expect(
      prettySql('update t set a = (select max(b) from u where c) where (d or e) returning a'),
    ).toBe(
      [
        'update t',
        'set a = (select max(b)',
        '  from u',
        '  where c)',
        'where (d or e)',
        'returning a',
      ].join('\n'),
    )
    expect(prettySql('DELETE FROM t WHERE a IS DISTINCT FROM b')).toBe(
      'DELETE FROM t\nWHERE a IS DISTINCT FROM b',
    )
  })
  it('keeps its strings and comments to the last space', () => {
    const kept = `select 'a  from''  b', "c  where", $q$ d  set $q$ /* e  or */`
    expect(prettySql(kept)).toBe(kept)
  })
  it('keeps every letter', () => {
    const part = fc.constantFrom(
      'SELECT',
      'from',
      'WHERE',
      'and',
      'BETWEEN',
      'left',
      'JOIN',
      ' ',
      '  ',
      '(',
      ')',
      ',',
      'x1',
      "'it''s  from'",
      '"a  where"',
      '`b  set`',
      '/* or  */',
      '$q$ x  from y $q$',
      "'",
      '--  and',
      '\u202e',
      '$$',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join(' ')
        const pretty = prettySql(text) ?? text
        expect(pretty.replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''))
      }),
    )
  })
  it('that its author laid out stays as it is, and so does what is no statement', () => {
    expect(prettySql('SELECT 1\nFROM t')).toBeNull()
    expect(isSql('db.query.text', ' with x as (select 1) select * from x')).toBe(true)
    expect(isSql('db.query.text', '{"find": "orders"}')).toBe(false)
    expect(isSql('note', 'select a seat')).toBe(false)
  })
})
