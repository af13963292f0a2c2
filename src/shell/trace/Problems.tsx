import { formatCount } from '../../base/format.ts'
import type { ProblemKind } from '../../model/trace-table.ts'
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
  readonly onShow: (row: number) => void
}

/** What was found wrong in the data, folded into one line; nothing was mended. */
export function Problems({ session, onShow }: Props) {
  const { table, notes, rejected } = session
  const problems = table.problems.filter(
    ({ kind }) => !QUIET.has(kind) || table.problems.length > 1,
  )
  if (problems.length === 0 && notes.length === 0 && rejected === 0) return null
  const kinds = problems.length + (notes.length > 0 ? 1 : 0)
  return (
    <details className="tr-problems">
      <summary>{kinds === 1 ? '1 note' : `${kinds} notes`} on this trace’s data</summary>
      <ul>
        {problems.map(({ kind, count, rows }) => (
          <li key={kind}>
            {WORDS[kind](count === 1 ? '1 span' : `${formatCount(count)} spans`)}
            {rows.length > 0 && (
              <button type="button" className="button button-small" onClick={() => onShow(rows[0])}>
                Show the first
              </button>
            )}
          </li>
        ))}
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
