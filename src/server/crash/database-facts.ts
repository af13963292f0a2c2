import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What stands in a database that no one has open, as SQLite itself tells it. */
export interface DatabaseFacts {
  /** `ok`, or what is wrong. */
  readonly integrity: string
  /** How often each span is there, by trace id and span id in hex. */
  readonly spans: ReadonlyMap<string, number>
  /** What the tables say of each other that is not so. */
  readonly contradictions: readonly string[]
}

/** What has to be nothing. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'spans of no trace': 'SELECT count(*) FROM spans WHERE trace_pk NOT IN (SELECT pk FROM traces)',
  'spans without an envelope':
    'SELECT count(*) FROM spans WHERE envelope_id NOT IN (SELECT id FROM envelopes)',
  'traces that count their spans wrongly': `SELECT count(*) FROM traces t
    WHERE t.spans <> (SELECT count(*) FROM spans s WHERE s.trace_pk = t.pk)`,
  'links of no span': 'SELECT count(*) FROM links WHERE span NOT IN (SELECT id FROM spans)',
  'links too few or too many':
    'SELECT abs((SELECT count(*) FROM links) - (SELECT sum(links) FROM spans))',
  'totals of spans': 'SELECT abs(spans - (SELECT count(*) FROM spans)) FROM counts',
  'totals of traces': 'SELECT abs(traces - (SELECT count(*) FROM traces)) FROM counts',
}

export function databaseFacts(directory: string): DatabaseFacts {
  const database = new DatabaseSync(join(directory, 'traces.sqlite'))
  const all = (sql: string) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all() as unknown as unknown[][]
  }
  try {
    const integrity = all('PRAGMA integrity_check').flat().join('; ')
    const rows = all(`SELECT lower(hex(t.trace_id)) || ':' || lower(hex(s.span_id)), count(*)
      FROM spans s JOIN traces t ON t.pk = s.trace_pk GROUP BY 1`)
    const contradictions = Object.entries(CONTRADICTIONS)
      .filter(([, sql]) => Number(all(sql)[0][0]) !== 0)
      .map(([what]) => what)
    return { integrity, spans: new Map(rows as [string, number][]), contradictions }
  } finally {
    database.close()
  }
}
