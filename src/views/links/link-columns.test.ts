import { describe, expect, it } from 'vitest'
import type { Link } from '../../model/span.ts'
import { drawnRef } from '../../testing/trace-notation.ts'
import { keyChoices, withColumn } from './link-columns.ts'

const link = (...keys: string[]): Link => ({
  to: { valid: true, ref: drawnRef('t/span') },
  traceState: '',
  flags: 0,
  attributes: keys.map((key) => ({ key, value: '1' })),
  droppedAttributes: 0,
})
const links = [link('id', 'rare'), link('id'), link('id'), { ...link(), attributes: null }]
const NOTHING = { shown: [], hidden: [] }
const shown = (columns: Parameters<typeof withColumn>[0]) =>
  keyChoices(links, columns).flatMap(({ key, shown }) => (shown ? [key] : []))

describe('columns of link attributes', () => {
  it('can be chosen from all keys that some link has, the common ones first', () => {
    expect(keyChoices(links, NOTHING)).toEqual([
      { key: 'id', shown: true },
      { key: 'rare', shown: false },
    ])
  })
  it('come and go as they are switched', () => {
    const more = withColumn(NOTHING, 'rare', true)
    expect(shown(more)).toEqual(['id', 'rare'])
    expect(shown(withColumn(more, 'id', false))).toEqual(['rare'])
    expect(shown(withColumn(withColumn(more, 'id', false), 'id', true))).toEqual(['id', 'rare'])
    expect(shown(withColumn(more, 'rare', false))).toEqual(['id'])
  })
  it('are remembered by key: one that these links lack takes no room', () => {
    expect(shown(withColumn(NOTHING, 'elsewhere', true))).toEqual(['id'])
  })
  it('count a key once a link, however often the link repeats it', () => {
    const repeated = [link('a', 'a', 'a'), link('b'), link('b'), link('b')]
    expect(keyChoices(repeated, NOTHING)[0]).toEqual({ key: 'b', shown: true })
  })
})
