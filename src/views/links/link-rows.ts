import { formatDuration } from '../../base/format.ts'
import { waitText } from '../../model/wait-words.ts'
import { durationOf, type SpanSummary } from '../../model/summary.ts'
import { type SpanId, type SpanRef, sameRef, spanKey } from '../../model/ids.ts'
import { type LinkTarget, spanOfTarget } from '../../model/link-target.ts'
import type { Link } from '../../model/span.ts'
import type { LinkSort } from '../../state/view-store.ts'
import type { Backlink } from '../../sources/source.ts'
import { type TraceTable, linkTarget, nameAt, refAt, serviceAt } from '../../model/trace-table.ts'
import { type Wait, waitBetween } from '../../model/wait.ts'
import { attributeText } from '../../model/attributes.ts'

/** One line of the Links or Linked from table: one other span, with the links between it and this one. */
export interface LinkRow {
  /** Unique in its table, the same as long as the links are. */
  readonly key: string
  /** The other span; null when the link's ids name none. */
  readonly ref: SpanRef | null
  readonly target: LinkTarget
  readonly wait: Wait | null
  /** More than one: the link was added that often. Empty while their attributes are on their way. */
  readonly links: readonly Link[]
  readonly count: number
  readonly labels: readonly LinkLabel[]
}

export type LinkLabel = 'self' | 'parent' | 'same trace'

/** The links of a table row by target, in the order sent; identical targets are one line, invalid ones each their own. */
export interface LinkGroup {
  readonly key: string
  readonly ref: SpanRef | null
  /** Positions in the span's list of links. */
  readonly at: readonly number[]
}

export function groupLinks(table: TraceTable, row: number): LinkGroup[] {
  const groups = new Map<string, { key: string; ref: SpanRef | null; at: number[] }>()
  const from = table.linkOffset[row]
  for (let link = from; link < table.linkOffset[row + 1]; link++) {
    const ref = linkTarget(table, link)
    const key = ref ? spanKey(ref) : `invalid ${link - from}`
    const group = groups.get(key)
    if (group) group.at.push(link - from)
    else groups.set(key, { key, ref, at: [link - from] })
  }
  return [...groups.values()]
}

/** A span of the open trace as others see it. */
export function summaryAt(table: TraceTable, row: number): SpanSummary {
  const start = table.origin + BigInt(table.start[row])
  return {
    ref: refAt(table, row),
    service: serviceAt(table, row),
    name: nameAt(table, row),
    kind: table.kind[row],
    status: table.status[row],
    start,
    end: start + BigInt(table.spanDuration[row]),
  }
}

/**
 * @param targetOf what is known of a span of another trace
 * @param rowOf the row of a span of this one, or −1
 */
export function linkRows(
  table: TraceTable,
  row: number,
  groups: readonly LinkGroup[],
  links: readonly Link[] | undefined,
  targetOf: (ref: SpanRef) => LinkTarget,
  rowOf: (spanId: SpanId) => number,
): LinkRow[] {
  const self = summaryAt(table, row)
  return groups.map(({ key, ref, at }) => {
    const own = links ? at.map((position) => links[position]) : []
    const target = targetOfGroup(table, ref, own[0], targetOf, rowOf)
    const span = spanOfTarget(target)
    return {
      key,
      ref,
      target,
      wait: span && waitBetween(self, span),
      links: own,
      count: at.length,
      labels: labelsOf(table, row, self.ref, ref),
    }
  })
}

function targetOfGroup(
  table: TraceTable,
  ref: SpanRef | null,
  link: Link | undefined,
  targetOf: (ref: SpanRef) => LinkTarget,
  rowOf: (spanId: SpanId) => number,
): LinkTarget {
  if (!ref) {
    if (!link || link.to.valid) return { at: 'pending' }
    return { at: 'malformed', end: link.to }
  }
  if (ref.traceId !== table.traceId) return targetOf(ref)
  const here = rowOf(ref.spanId)
  if (here < 0) return { at: 'absent', why: { reason: 'span not in its trace' } }
  return { at: 'here', row: here, span: summaryAt(table, here) }
}

function labelsOf(table: TraceTable, row: number, self: SpanRef, ref: SpanRef | null): LinkLabel[] {
  if (!ref || ref.traceId !== table.traceId) return []
  if (sameRef(ref, self)) return ['self']
  const parent = table.parent[row]
  return parent >= 0 && sameRef(refAt(table, parent), ref) ? ['parent'] : ['same trace']
}

/** Backlinks as lines; several links from one span are one line. */
export function backlinkRows(
  table: TraceTable,
  row: number,
  backlinks: readonly Backlink[],
): LinkRow[] {
  const self = summaryAt(table, row)
  const groups = new Map<string, { from: SpanSummary; links: Link[] }>()
  for (const { from, link } of backlinks) {
    const group = groups.get(spanKey(from.ref))
    if (group) group.links.push(link)
    else groups.set(spanKey(from.ref), { from, links: [link] })
  }
  return [...groups].map(([key, { from, links }]) => ({
    key,
    ref: from.ref,
    target: { at: 'elsewhere', span: from },
    wait: waitBetween(from, self),
    links,
    count: links.length,
    labels: sameRef(from.ref, self.ref)
      ? ['self']
      : from.ref.traceId === table.traceId
        ? ['same trace']
        : [],
  }))
}

export type SortColumn =
  | 'sent'
  | 'operation'
  | 'service'
  | 'wait'
  | 'duration'
  | 'status'
  | 'started'
  | `attribute ${string}`

/** The column of a link attribute. */
export function attributeColumn(key: string): SortColumn {
  return `attribute ${key}`
}

/** A new order; lines without a value for the column stay at the end either way. Stable. */
export function sortRows(rows: readonly LinkRow[], { column, descending }: LinkSort): LinkRow[] {
  if (column === 'sent') return descending ? [...rows].reverse() : [...rows]
  const values = rows.map((row) => sortValue(row, column))
  const order = rows.map((_, i) => i)
  const sign = descending ? -1 : 1
  order.sort((a, b) => {
    const x = values[a]
    const y = values[b]
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1
    if (typeof x === 'string' && typeof y !== 'string') return sign
    if (typeof y === 'string' && typeof x !== 'string') return -sign
    return x < y ? -sign : x > y ? sign : a - b
  })
  return order.map((i) => rows[i])
}

function sortValue(row: LinkRow, column: string): string | number | bigint | null {
  if (column.startsWith('attribute ')) return attributeValue(row, column.slice('attribute '.length))
  if (column === 'wait') return row.wait && row.wait.nanos
  const span = spanOfTarget(row.target)
  if (!span) return null
  switch (column) {
    case 'operation':
      return span.name
    case 'service':
      return span.service
    case 'duration':
      return durationOf(span)
    case 'status':
      return span.status
    case 'started':
      return span.start
    default:
      return null
  }
}

/** Numbers, and texts that are numbers, in their order and before other texts. */
function attributeValue(row: LinkRow, key: string): string | number | null {
  const text = linkAttribute(row, key)
  if (text === '') return null
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

/** The value of a link attribute as text; of several links to one span, the first that has it. */
export function linkAttribute(row: LinkRow, key: string): string {
  for (const link of row.links) {
    const entry = link.attributes?.find((candidate) => candidate.key === key)
    if (entry) return attributeText(entry.value)
  }
  return ''
}

/** Whether every word of the filter is somewhere in the line: ids, names, status, attributes. Case does not count. */
export function matchesFilter(text: string, filter: string): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** All that a filter looks through, in lower case. */
export function filterText(row: LinkRow, statusOf: (status: number) => string): string {
  const span = spanOfTarget(row.target)
  const parts = [
    row.key,
    ...(span
      ? [span.service, span.name, statusOf(span.status), formatDuration(durationOf(span))]
      : [row.target.at === 'absent' ? row.target.why.reason : row.target.at]),
    row.wait ? waitText(row.wait) : '',
    ...row.labels,
    ...row.links.flatMap((link) =>
      (link.attributes ?? []).map(({ key, value }) => `${key}=${attributeText(value)}`),
    ),
    ...row.links.map(({ traceState }) => traceState),
  ]
  return parts.join(' ').toLowerCase()
}
