import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { ProblemKind, TraceTable } from '../../model/trace-table.ts'
import type { TraceSession } from '../../queries/trace-session.ts'

const WORDS: Readonly<Record<ProblemKind, (count: string) => string>> = {
  'missing parent': (n) => `${n} with a parent that is not here: shown as roots`,
  'parent cycle': (n) => `${n} in a circle of parents: the circle is opened there`,
  'duplicate span id': (n) => `${n} with a span id that stands twice: both are shown`,
  'ends before it starts': (n) => `${n} ending before the start: drawn without length`,
  'outside its parent': (n) => `${n} reaching outside the time of the parent`,
  'no start time': (n) => `${n} without a start time: drawn at the trace’s start`,
  'longer than 104 days': (n) =>
    `${n} over 104 days from the start: drawn to the nearest microsecond`,
}

/** Asynchronous work outlives its parent as a rule; that alone needs no attention. */
const QUIET: ReadonlySet<ProblemKind> = new Set(['outside its parent'])

interface Props {
  readonly session: TraceSession
  /** Row, or −1. */
  readonly selected: number
  readonly onShow: (row: number) => void
}

/** What was found wrong in the data, folded into one line; nothing was mended. */
export function Problems({ session, selected, onShow }: Props) {
  const { table, notes, rejected } = session
  const { problems } = table
  const dropped = useMemo(() => droppedLinks(table), [table])
  const kinds = problems.length + [notes.length, dropped.links].filter((count) => count > 0).length
  if (kinds === 0 && rejected === 0) return null
  const quiet = kinds === 1 && problems.length === 1 && QUIET.has(problems[0].kind)
  return (
    <details className={quiet && rejected === 0 ? 'tr-problems is-quiet' : 'tr-problems'}>
      <summary>{kinds <= 1 ? '1 note' : `${kinds} notes`} on this trace’s data</summary>
      <ul>
        {problems.map(({ kind, count, rows }) => (
          <li key={kind}>
            {WORDS[kind](spans(count))}
            <ShowNext rows={rows} selected={selected} onShow={onShow} />
          </li>
        ))}
        {dropped.links > 0 && (
          <li>
            {formatCount(dropped.links)} links of {spans(dropped.rows.length)} dropped by the SDK
            <ShowNext rows={dropped.rows} selected={selected} onShow={onShow} />
          </li>
        )}
        {rejected > 0 && <li>{formatCount(rejected)} spans could not be read</li>}
        {notes.slice(0, 20).map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <span className="mono">{path}</span>: {message}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface ShowProps {
  readonly rows: readonly number[]
  readonly selected: number
  readonly onShow: (row: number) => void
}

/** Goes through the rows one by one. */
function ShowNext({ rows, selected, onShow }: ShowProps) {
  if (rows.length === 0) return null
  const at = rows.indexOf(selected)
  return (
    <button
      type="button"
      className="button button-small"
      onClick={() => onShow(rows[(at + 1) % rows.length])}
    >
      {at < 0 || rows.length === 1
        ? 'Show the first'
        : `Show the next (${at + 1} of ${rows.length})`}
    </button>
  )
}

function spans(count: number): string {
  return count === 1 ? '1 span' : `${formatCount(count)} spans`
}

function droppedLinks({ droppedLinks }: TraceTable): { links: number; rows: number[] } {
  let links = 0
  const rows: number[] = []
  for (let row = 0; row < droppedLinks.length; row++) {
    if (droppedLinks[row] === 0) continue
    links += droppedLinks[row]
    rows.push(row)
  }
  return { links, rows }
}
