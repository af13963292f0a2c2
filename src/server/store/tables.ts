import { backUp } from './backup.ts'
import type { Database } from './database.ts'
import { StoreError } from './store-error.ts'

/** Raised with every change of the tables, with an entry in {@link UPGRADES}. */
const VERSION = 3
/** "TLEX" in ASCII: marks the file as ours (sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x544c4558

/** Times are stored as `stored-time.ts` says. Why each table and index is there: README.md. */
const TABLES = `
CREATE TABLE counts (
  traces INTEGER NOT NULL, spans INTEGER NOT NULL, links INTEGER NOT NULL, sample_traces INTEGER NOT NULL,
  removed_before INTEGER
) STRICT;
INSERT INTO counts VALUES (0, 0, 0, 0, NULL);

CREATE TABLE envelopes (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  resource BLOB NOT NULL, resource_schema TEXT NOT NULL,
  scope BLOB NOT NULL, scope_schema TEXT NOT NULL,
  sample INTEGER NOT NULL,
  spans INTEGER NOT NULL
) STRICT;

CREATE TABLE operations (
  id INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (service, name)
) STRICT;

CREATE TABLE traces (
  pk INTEGER PRIMARY KEY,
  trace_id BLOB NOT NULL UNIQUE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, duration INTEGER NOT NULL,
  spans INTEGER NOT NULL, errors INTEGER NOT NULL, links INTEGER NOT NULL,
  head_span BLOB NOT NULL, head_start INTEGER NOT NULL, head_op INTEGER NOT NULL, rooted INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  received INTEGER NOT NULL
) STRICT;
CREATE INDEX traces_start ON traces (start);
CREATE INDEX traces_duration ON traces (duration);
CREATE INDEX traces_sample ON traces (sample) WHERE sample = 1;

CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  trace_pk INTEGER NOT NULL, span_id BLOB NOT NULL, variant INTEGER NOT NULL,
  parent BLOB,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind INTEGER NOT NULL, status INTEGER NOT NULL,
  op_id INTEGER NOT NULL, envelope_id INTEGER NOT NULL,
  links INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX spans_key ON spans (trace_pk, span_id, variant);

CREATE TABLE links (
  target_trace BLOB NOT NULL, target_span BLOB NOT NULL, span INTEGER NOT NULL, idx INTEGER NOT NULL,
  PRIMARY KEY (target_trace, target_span, span, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_operations (
  trace_pk INTEGER NOT NULL, op_id INTEGER NOT NULL,
  PRIMARY KEY (trace_pk, op_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_traces ON trace_operations (op_id, trace_pk);

CREATE TABLE removals (trace_pk INTEGER PRIMARY KEY) STRICT;
`

const SETTINGS = `
CREATE TABLE settings (sample_dismissed INTEGER NOT NULL) STRICT;
INSERT INTO settings VALUES (0);
`

/** Empty for what an older version stored: the indexer goes through it after the start. */
const ATTRIBUTES = `
CREATE TABLE attribute_blocks (
  last INTEGER PRIMARY KEY, first INTEGER NOT NULL, newest INTEGER NOT NULL, signature BLOB NOT NULL
) STRICT;
CREATE TABLE attribute_groups (
  id INTEGER PRIMARY KEY, last INTEGER NOT NULL, newest INTEGER NOT NULL, blocks BLOB NOT NULL
) STRICT;
CREATE INDEX attribute_groups_last ON attribute_groups (last);
CREATE TABLE attribute_slices (id INTEGER PRIMARY KEY, blocks BLOB NOT NULL) STRICT;
CREATE INDEX traces_errors ON traces (start) WHERE errors > 0;
CREATE INDEX traces_links ON traces (start) WHERE links > 0;
CREATE INDEX spans_errors ON spans (trace_pk, op_id) WHERE status = 2;
`

/** What each version lacks of the next, by its number. */
const UPGRADES = new Map([
  [1, SETTINGS],
  [2, ATTRIBUTES],
])

/** Makes the tables in an empty file, and what is new in an older one; refuses a file that is not ours or is newer, and leaves it as it is. @throws StoreError */
export function prepareTables(database: Database): void {
  const version = pragma(database, 'user_version')
  const application = pragma(database, 'application_id')
  const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }
  const empty = tables.n === 0
  if (!empty && application !== APPLICATION_ID) {
    throw new StoreError(
      'foreign',
      `${database.name} is a database of another program. Choose another --data directory.`,
    )
  }
  if (!empty && (version < 1 || version > VERSION)) {
    throw new StoreError(
      'newer',
      `${database.name} was written by another version of trace-link-explorer (format ${version}, this one reads 1 to ${VERSION}). Use that version, or choose another --data directory.`,
    )
  }
  // Larger pages keep most span bodies in one page; only an empty file can take the setting.
  if (empty) database.exec('PRAGMA page_size = 16384')
  setUpConnection(database)
  if (!empty && version < VERSION) backUp(database, version)
  database.transaction(() => {
    if (empty) {
      database.exec(
        `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; ${TABLES} ${SETTINGS} ${ATTRIBUTES}`,
      )
    } else {
      for (let from = version; from < VERSION; from++) database.exec(UPGRADES.get(from) ?? '')
      database.exec(`PRAGMA user_version = ${VERSION}`)
      // Finds out now, not at the first request, whether the file can be written.
      database.exec('UPDATE counts SET traces = traces')
    }
  })
}

/** What each connection has to be told. */
export function setUpConnection(database: Database): void {
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY`,
  )
}

function pragma(database: Database, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<string, number>
  return row[name]
}
