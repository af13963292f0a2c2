import { describe, expect, it } from 'vitest'
import type { SpanRef } from '../../model/ids.ts'
import type { LinkTarget } from '../../model/link-target.ts'
import type { Link } from '../../model/span.ts'
import { rowFinder } from '../../model/trace-table.ts'
import { drawTable } from '../../testing/drawn-table.ts'
import { DRAWN_ORIGIN, draw, drawnRef } from '../../testing/trace-notation.ts'
import {
  type LinkRow,
  type SortColumn,
  attributeColumn,
  backlinkRows,
  filterText,
  groupLinks,
  linkAttribute,
  linkRows,
  matchesFilter,
  sortRows,
} from './link-rows.ts'
import { keyChoices } from './link-columns.ts'
import { summarise } from './link-summary.ts'
import { waitText } from '../../model/wait-words.ts'
import { flagWords, problemOf } from './words.ts'

const DRAWING = `
  trace batch
  0-100 orders-batch run
    10-90 orders-batch process consumer batch.size=4 !dropped-links=1 -> a/receive(order.id=1) -> b/receive(order.id=2) -> a/receive(order.id=1) -> batch/run -> batch/process -> batch/item -> gone/span
      20-30 orders-batch item`

const { table, row } = drawTable(DRAWING, 'batch')
const at = row('process')
const own = draw(DRAWING).spans.find(({ name }) => name === 'process')!
const MS = 1_000_000n

function target(ref: SpanRef, from: bigint, to: bigint, status = 0): LinkTarget {
  const [start, end] = [DRAWN_ORIGIN + from * MS, DRAWN_ORIGIN + to * MS]
  return {
    at: 'elsewhere',
    span: { ref, service: 'shop', name: 'receive', kind: 2, status, start, end },
  }
}

const KNOWN = new Map<string, LinkTarget>([
  [drawnRef('a/receive').traceId, target(drawnRef('a/receive'), -500n, -400n)],
  [drawnRef('b/receive').traceId, target(drawnRef('b/receive'), -60n, -20n, 2)],
  [
    drawnRef('gone/span').traceId,
    { at: 'absent', why: { reason: 'trace not found', removedBefore: null } },
  ],
])
const rows = linkRows(
  table,
  at,
  groupLinks(table, at),
  own.links,
  ({ traceId }) => KNOWN.get(traceId) ?? { at: 'pending' },
  rowFinder(table),
)
const byKey = (path: string) => rows.find(({ ref }) => ref?.spanId === drawnRef(path).spanId)!

describe('the lines of the Links tab', () => {
  it('are one a target: the same target twice is one line that counts two', () => {
    expect(rows).toHaveLength(6)
    expect(byKey('a/receive')).toMatchObject({ count: 2 })
    expect(byKey('a/receive').links).toHaveLength(2)
  })
  it('tell self, parent and same trace apart by trace id and span id together', () => {
    expect(byKey('batch/process').labels).toEqual(['self'])
    expect(byKey('batch/run').labels).toEqual(['parent'])
    expect(byKey('batch/item').labels).toEqual(['same trace'])
    expect(byKey('a/receive').labels).toEqual([])
    expect(byKey('batch/item').target).toMatchObject({ at: 'here', row: row('item') })
  })
  it('show the wait from the end of the linked span to the start of the linking one', () => {
    expect(byKey('a/receive').wait).toEqual({ nanos: 410e6, kind: 'waited' })
    expect(waitText(byKey('batch/run').wait!)).toBe('overlaps by 90 ms')
    expect(waitText(byKey('batch/item').wait!)).toBe('starts later')
    expect(byKey('gone/span').wait).toBeNull()
  })
  it('a span id of this trace in another trace is not this span', () => {
    const other = { ...drawnRef('a/receive'), spanId: drawnRef('batch/item').spanId }
    const [line] = linkRows(
      table,
      at,
      [{ key: 'k', ref: other, at: [0] }],
      own.links,
      () => ({ at: 'pending' }),
      rowFinder(table),
    )
    expect(line.target.at).toBe('pending')
    expect(line.labels).toEqual([])
  })
  it('a link whose ids name no span is kept, each on its own line', () => {
    const empty: Link = {
      to: { valid: false, traceId: '', spanId: '', reason: 'zero id' },
      traceState: '',
      flags: 0,
      attributes: [],
      droppedAttributes: 0,
    }
    const [line] = linkRows(
      table,
      at,
      [{ key: 'invalid 0', ref: null, at: [0] }],
      [empty],
      () => ({ at: 'pending' }),
      rowFinder(table),
    )
    expect(line.target.at).toBe('malformed')
    expect(problemOf(line, 0, 'utc')?.short).toBe('zero id')
  })
})

describe('sorting', () => {
  const order = (column: SortColumn, descending: boolean) =>
    sortRows(rows, { column, descending }).map(({ ref }) => ref?.spanId)
  it('by wait puts the longest first, and lines without one last either way', () => {
    expect(order('wait', true)[0]).toBe(drawnRef('a/receive').spanId)
    expect(order('wait', true).at(-1)).toBe(drawnRef('gone/span').spanId)
    expect(order('wait', false).at(-1)).toBe(drawnRef('gone/span').spanId)
  })
  it('keeps the order sent among equals', () => {
    const shop = order('service', true).slice(0, 2)
    expect(shop).toEqual([drawnRef('a/receive').spanId, drawnRef('b/receive').spanId])
  })
  it('by a link attribute puts numbers in their order, before texts', () => {
    const line = (value: string) => ({
      ...rows[0],
      key: value,
      links: [{ ...own.links[0], attributes: value === '' ? [] : [{ key: 'n', value }] }],
    })
    const lines = ['b', '10', '', '9', 'a'].map(line)
    const sorted = (descending: boolean) =>
      sortRows(lines, { column: attributeColumn('n'), descending }).map(({ key }) => key)
    expect(sorted(false)).toEqual(['9', '10', 'a', 'b', ''])
    expect(sorted(true)).toEqual(['b', 'a', '10', '9', ''])
  })
  it('puts a failed source first by status', () => {
    expect(order('status', true)[0]).toBe(drawnRef('b/receive').spanId)
  })
})

describe('filtering', () => {
  const matching = (filter: string) =>
    rows.filter((line) => matchesFilter(filterText(line, String), filter.toLowerCase())).length
  it('looks through ids, names and link attributes, for every word', () => {
    expect(matching('receive')).toBe(2)
    expect(matching('order.id=2')).toBe(1)
    expect(matching('Receive order.id=2')).toBe(1)
    expect(matching(drawnRef('gone/span').spanId)).toBe(1)
    expect(matching('parent')).toBe(1)
    expect(matching('nothing-has-this')).toBe(0)
  })
})

describe('attribute columns', () => {
  const link = (attributes: Record<string, string>): Link => ({
    ...own.links[0],
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
  })
  it('are the keys that at least half of the links have, most frequent first', () => {
    const links = [
      link({ id: '1', rare: 'x' }),
      link({ id: '2', q: 'q' }),
      link({ id: '3', q: 'q' }),
      link({}),
    ]
    const shown = (of: readonly Link[]) =>
      keyChoices(of, { shown: [], hidden: [] }).flatMap(({ key, shown }) => (shown ? [key] : []))
    expect(shown(links)).toEqual(['id', 'q'])
    expect(shown([])).toEqual([])
    expect(shown([link({ a: '1', b: '2', c: '3', d: '4' })])).toEqual(['a', 'b', 'c'])
  })
  it('show the first value that one of the links of a line has', () => {
    const line = { ...rows[0], links: [link({ id: '1' }), link({ q: 'q' })] }
    expect(linkAttribute(line, 'q')).toBe('q')
    expect(linkAttribute(line, 'nothing')).toBe('')
  })
})

describe('the summary strip', () => {
  const summary = summarise(rows, own)
  it('counts links with duplicates, failed targets, unresolved and dropped ones', () => {
    expect(summary).toMatchObject({ linked: 7, failed: 1, unresolved: 1, dropped: 1, pending: 0 })
  })
  it('says of a wait what the line of that wait says', () => {
    const waits = rows.flatMap(({ wait }) => (wait ? [waitText(wait)] : []))
    const { median, p95, longest } = summary.waits!
    for (const wait of [median, p95, longest]) expect(waits).toContain(waitText(wait))
    const future = summarise([byKey('batch/item')], own).waits!
    expect(waitText(future.median)).toBe('starts later')
  })
  it('compares with the size that the span says, wherever it says it', () => {
    expect(summary.expected).toEqual({ key: 'batch.size', count: 4 })
    const messaging = {
      attributes: [{ key: 'messaging.batch.message_count', value: 9n }],
      droppedLinks: 0,
    }
    expect(summarise(rows, messaging).expected).toEqual({
      key: 'messaging.batch.message_count',
      count: 9,
    })
    expect(summarise(rows, { attributes: [], droppedLinks: 0 }).expected).toBeNull()
  })
})

describe('a target that can’t be shown says why', () => {
  const line = (why: LinkTarget & { at: 'absent' }, flags = 0): LinkRow => ({
    ...rows[0],
    target: why,
    links: [{ ...own.links[0], flags }],
  })
  const missing = {
    at: 'absent',
    why: { reason: 'trace not found', removedBefore: DRAWN_ORIGIN },
  } as const
  it('not sampled, where the sender writes the sampled flag and left it unset', () => {
    expect(problemOf(line(missing, 0x100), 0x101, 'utc')?.short).toBe('not sampled')
    expect(problemOf(line(missing, 0x100), 0x100, 'utc')?.short).toBe('not found')
    expect(problemOf(line(missing, 0x101), 0x101, 'utc')?.short).toBe('not found')
  })
  it('outside retention, with the time from which traces are kept', () => {
    expect(problemOf(line(missing), 0, 'utc')?.long).toContain('2026-11-22 14:00:00')
  })
  it('the trace is there and the span is not', () => {
    const gone = { at: 'absent', why: { reason: 'span not in its trace' } } as const
    expect(problemOf(line(gone), 0, 'utc')?.short).toBe('span missing')
  })
  it('the source’s own message, and a retry, when it failed', () => {
    const failed = {
      at: 'absent',
      why: { reason: 'source failed', message: 'disk on fire' },
    } as const
    expect(problemOf(line(failed), 0, 'utc')).toMatchObject({ long: 'disk on fire', retry: true })
  })
})

it('flags read as words', () => {
  const link = { ...own.links[0], flags: 0x301 }
  expect(flagWords(link, 1)).toEqual(['target was sampled', 'context came from another process'])
  expect(flagWords({ ...link, flags: 0 }, 0)).toEqual([])
})

it('several links from one span are one line of Linked from', () => {
  const span = {
    ref: drawnRef('z/later'),
    service: 'z',
    name: 'later',
    kind: 5,
    status: 0,
    start: DRAWN_ORIGIN + 190n * MS,
    end: DRAWN_ORIGIN + 200n * MS,
  }
  const lines = backlinkRows(table, at, [
    { from: span, link: own.links[0] },
    { from: span, link: own.links[1] },
  ])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ count: 2, wait: { nanos: 100e6, kind: 'waited' } })
})
