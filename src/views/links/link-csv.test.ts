import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DRAWN_ORIGIN, drawnRef } from '../../testing/trace-notation.ts'
import { linksCsv, textCell } from './link-csv.ts'
import type { LinkRow } from './link-rows.ts'

const ref = drawnRef('t/span')

function rowOf(name: string, attributes: readonly (readonly [string, string])[]): LinkRow {
  const link = {
    to: { valid: true, ref },
    traceState: '',
    flags: 0,
    attributes: attributes.map(([key, value]) => ({ key, value })),
    droppedAttributes: 0,
  } as const
  const span = {
    ref,
    service: 'shop',
    name,
    kind: 1,
    status: 2,
    start: DRAWN_ORIGIN,
    end: DRAWN_ORIGIN + 1_500_000n,
  }
  return {
    key: 'k',
    ref,
    target: { at: 'elsewhere', span },
    wait: { nanos: -40e6, kind: 'overlap' },
    links: [link],
    count: 1,
    labels: ['same trace'],
  }
}

/** A plain reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      at++
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (text[at] === '"') at++
        cell += text[at++]
      }
      at++
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++]
    cells.push(cell)
    if (text[at] === ',') at++
    else {
      at += 2
      lines.push(cells)
      cells = []
    }
  }
  return lines
}

describe('links as CSV', () => {
  it('have a line each under a head, with a column for each attribute', () => {
    const [head, line] = readCsv(linksCsv([rowOf('take', [['order.id', 'A-1']])]))
    const cell = (name: string) => line[head.indexOf(name)]
    expect(cell('trace id')).toBe(ref.traceId)
    expect(cell('operation')).toBe('take')
    expect(cell('duration (ms)')).toBe('1.5')
    expect(cell('status')).toBe('Error')
    expect(cell('labels')).toBe('same trace')
    expect(cell('order.id')).toBe('A-1')
  })
  it('keep numbers of ours as numbers, negative ones too', () => {
    const [head, line] = readCsv(linksCsv([rowOf('take', [])]))
    expect(line[head.indexOf('wait (ms)')]).toBe('-40')
  })
  it('never begin a text with what a spreadsheet runs as a formula', () => {
    const hostile = ['=1+1', '+1', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1']
    for (const text of hostile) {
      const [head, line] = readCsv(linksCsv([rowOf(text, [[text, text]])]))
      expect(line[head.indexOf('operation')]).toBe(`'${text}`)
      expect(head.at(-1)).toBe(`'${text}`)
      expect(line.at(-1)).toBe(`'${text}`)
    }
  })
  it('read back as they were, whatever is in them', () => {
    const text = fc.string({ unit: 'grapheme' }).map((t) => t.replace(/^[=+\-@\t\r\n]+/, ''))
    fc.assert(
      fc.property(text, text, (name, value) => {
        const [head, line, ...more] = readCsv(linksCsv([rowOf(name, [['n', value]])]))
        expect(more).toEqual([])
        expect(line).toHaveLength(head.length)
        expect(line[head.indexOf('operation')]).toBe(name)
        expect(line.at(-1)).toBe(value)
      }),
    )
    expect(textCell('a,"b"')).toBe('"a,""b"""')
  })
})
