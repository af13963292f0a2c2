import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../base/time.ts'
import type { Wait } from '../../../model/wait.ts'
import { drawTable } from '../../../testing/drawn-table.ts'
import { drawnRef } from '../../../testing/trace-notation.ts'
import { type Neighbour, linkedElsewhere, linksFromElsewhere, stubWords } from './neighbour.ts'

const { table, row } = drawTable(
  `trace t
   0-100 a root -> x/y -> x/z -> x/y -> inner
     10-20 a inner`,
  't',
)

describe('the spans of other traces', () => {
  it('stand once, in the order sent, without those of the same trace', () => {
    expect(linkedElsewhere(table, row('root'))).toEqual([drawnRef('x/y'), drawnRef('x/z')])
  })
  it('that link here are counted without those of the same trace', () => {
    expect(linksFromElsewhere(table, row('inner'), Uint32Array.of(0, 3))).toBe(2)
    expect(linksFromElsewhere(table, row('inner'), Uint32Array.of(0, 1))).toBe(0)
    expect(linksFromElsewhere(table, row('inner'), null)).toBe(0)
  })
})

describe('a stub says', () => {
  const at = (wait: Wait | null, state: Neighbour['state'] = 'known'): Neighbour => ({
    ref: drawnRef('x/y'),
    span: null,
    state,
    wait,
  })
  const waited = (nanos: number) => at({ kind: 'waited', nanos })
  const say = (along: 'link' | 'backlink', count: number, ...known: Neighbour[]) =>
    stubWords({ along, count, known })

  it('how long the item waited', () => {
    expect(say('link', 1, waited(58 * MINUTE))).toBe('source 58 m earlier')
    expect(say('backlink', 1, waited(2 * SECOND))).toBe('taken up 2 s later')
  })
  it('the longest wait of several sources, the shortest of several that took it up', () => {
    expect(say('link', 2, waited(2 * SECOND), waited(58 * MINUTE))).toBe(
      '2 sources, up to 58 m earlier',
    )
    expect(say('backlink', 2, waited(9 * SECOND), waited(2 * SECOND))).toBe(
      'taken up 2 times, first 2 s later',
    )
  })
  it('only the number while some are not known', () => {
    expect(say('link', 12, waited(SECOND))).toBe('12 sources')
    expect(say('link', 1, at(null, 'pending'))).toBe('source')
    expect(say('backlink', 1)).toBe('taken up')
  })
  it('what is odd about it', () => {
    expect(say('link', 1, at({ kind: 'overlap', nanos: -40e6 }))).toBe('source overlaps by 40 ms')
    expect(say('link', 1, at({ kind: 'future', nanos: -5 }))).toBe('source against the clock')
    expect(say('link', 1, at(null, 'absent'))).toBe('source not found')
  })
})
