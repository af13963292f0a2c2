import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { AttributeIndexer } from '../../src/server/store/attribute-indexer.ts'
import { Database } from '../../src/server/store/database.ts'
import { Dictionary } from '../../src/server/store/dictionary.ts'
import { SIGNATURE_BITS } from '../../src/server/store/signature.ts'
import { setUpConnection } from '../../src/server/store/tables.ts'
import { POPULAR } from './documents.ts'

/** Between the times of two copies: more than all that is copied spans. */
const LATER = 10_000_000_000_000_000n

/**
 * Makes a store that nobody has open `times` as large, in SQL, several times faster than by sending spans: its rows again under other
 * trace ids and later times. All that questions read is as if it had been received, but for the ids within the spans' bytes.
 */
export function growStore(directory: string, times: number): void {
  indexAll(directory)
  const database = new DatabaseSync(join(directory, 'traces.sqlite'))
  database.exec(
    'PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA wal_autocheckpoint = 20000',
  )
  const most = (table: string, column: string) =>
    (database.prepare(`SELECT max(${column}) AS n FROM ${table}`).get() as { n: number }).n
  const [traces, spans, groups] = [
    most('traces', 'pk'),
    most('spans', 'id'),
    most('attribute_groups', 'id') ?? 0,
  ]
  const popular = POPULAR[0].ref.traceId
  for (let copy = 1; copy < times; copy++) {
    // No trace id that is sent begins with a zero.
    const mark = copy.toString(16).padStart(4, '0')
    const id = (column: string) =>
      `CASE hex(${column}) WHEN '${popular.toUpperCase()}' THEN ${column}
       ELSE CAST(x'${mark}' || substr(${column}, 3) AS BLOB) END`
    const [pk, later] = [copy * traces, BigInt(copy) * LATER]
    database.exec(`BEGIN;
      INSERT INTO traces SELECT pk + ${pk}, CAST(x'${mark}' || substr(trace_id, 3) AS BLOB),
        start + ${later}, "end" + ${later}, duration, spans, errors, links, head_span, head_start + ${later}, head_op,
        rooted, sample, received FROM traces WHERE pk <= ${traces} ORDER BY pk;
      INSERT INTO spans SELECT id + ${copy * spans}, trace_pk + ${pk}, span_id, variant, parent, start + ${later},
        "end" + ${later}, kind, status, op_id, envelope_id, links, body FROM spans WHERE id <= ${spans} ORDER BY id;
      INSERT INTO links SELECT ${id('target_trace')}, target_span, span + ${copy * spans}, idx FROM links
        WHERE span <= ${spans} ORDER BY 1, 2, 3;
      INSERT INTO trace_operations SELECT trace_pk + ${pk}, op_id FROM trace_operations
        WHERE trace_pk <= ${traces} ORDER BY 1, 2;
      INSERT INTO attribute_blocks SELECT last + ${copy * spans}, first + ${copy * spans}, newest + ${later}, signature
        FROM attribute_blocks WHERE last <= ${spans};
      INSERT INTO attribute_slices SELECT id + ${copy * groups * SIGNATURE_BITS}, blocks FROM attribute_slices
        WHERE id < ${(groups + 1) * SIGNATURE_BITS} ORDER BY id;
      COMMIT`)
    copyGroups(database, { groups, spans, copy, later })
  }
  database.exec(
    `UPDATE counts SET traces = traces * ${times}, spans = spans * ${times}, links = links * ${times};
     PRAGMA wal_checkpoint(TRUNCATE)`,
  )
  database.close()
}

interface Copied {
  readonly groups: number
  readonly spans: number
  readonly copy: number
  readonly later: bigint
}

function copyGroups(database: DatabaseSync, { groups, spans, copy, later }: Copied): void {
  const add = database.prepare('INSERT INTO attribute_groups VALUES (?, ?, ?, ?)')
  const all = database.prepare('SELECT * FROM attribute_groups WHERE id <= ?')
  all.setReadBigInts(true)
  const by = BigInt(copy * spans)
  for (const row of all.all(groups)) {
    const { id, last, newest, blocks } = row as Record<'id' | 'last' | 'newest', bigint> & {
      blocks: Uint8Array
    }
    const moved = new BigInt64Array(blocks.slice().buffer).map(
      (value, i) => value + (i % 3 === 2 ? later : by),
    )
    add.run(id + BigInt(copy * groups), last + by, newest + later, new Uint8Array(moved.buffer))
  }
}

/** The index has all spans but for a block that is not full: copies would have more that are left over. */
function indexAll(directory: string): void {
  const database = Database.open(directory)
  setUpConnection(database)
  const indexer = new AttributeIndexer(database, new Dictionary(database))
  while (indexer.step());
  database.close()
}
