import { formatTime } from '../../base/format.ts'
import { spanOfTarget } from '../../model/link-target.ts'
import { statusName } from '../../model/span.ts'
import { durationOf } from '../../model/summary.ts'
import { type LinkRow, linkAttribute } from './link-rows.ts'

const HEAD = [
  'trace id',
  'span id',
  'operation',
  'service',
  'wait (ms)',
  'duration (ms)',
  'status',
  'started (UTC)',
  'found',
  'links',
  'labels',
]

/** A spreadsheet takes a cell that begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r\n]/

/** The table as CSV (RFC 4180) with a column for each attribute that any link has. */
export function linksCsv(rows: readonly LinkRow[]): string {
  const keys = new Set<string>()
  for (const { links } of rows) {
    for (const { attributes } of links) for (const { key } of attributes ?? []) keys.add(key)
  }
  const lines = rows.map((row) => [
    ...cellsOf(row),
    ...[...keys].map((key) => textCell(linkAttribute(row, key))),
  ])
  return [[...HEAD, ...[...keys].map(textCell)], ...lines]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('')
}

function cellsOf(row: LinkRow): string[] {
  const { ref, target, wait, count, labels } = row
  const span = spanOfTarget(target)
  const end = target.at === 'malformed' ? target.end : ref
  return [
    textCell(end?.traceId ?? ''),
    textCell(end?.spanId ?? ''),
    textCell(span?.name ?? ''),
    textCell(span?.service ?? ''),
    // Numbers of ours stay numbers, negative ones too.
    wait ? String(wait.nanos / 1e6) : '',
    span ? String(durationOf(span) / 1e6) : '',
    span ? statusName(span.status) : '',
    span ? formatTime(span.start, { zone: 'utc', precision: 'ns' }) : '',
    target.at === 'absent' ? target.why.reason : span ? 'yes' : target.at,
    String(count),
    textCell(labels.join(' ')),
  ]
}

/** Text from outside: quoted where it must be; what would be a formula begins with an apostrophe. */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
