import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import { openStore, spansOf, storeProto, temporaryDirectory } from '../harness.ts'
import { backupPath } from './backup.ts'

const { spans } = draw(`
  trace a
  0-10 shop receive -> b/check
`)

/** A directory with a database of format 1, as the first version of this program left it. */
async function ofFormat1(directory: string): Promise<string> {
  const store = openStore({ directory })
  await storeProto(store, protoOf(spans))
  await store.close()
  const file = join(directory, 'traces.sqlite')
  const database = new DatabaseSync(file)
  const added = database
    .prepare(
      `SELECT name, type FROM sqlite_schema
       WHERE name LIKE 'attribute_%' OR name IN ('settings', 'traces_errors', 'traces_links', 'spans_errors')
       ORDER BY type`,
    )
    .all() as { name: string; type: string }[]
  for (const { name, type } of added) database.exec(`DROP ${type} ${name}`)
  database.exec('PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return file
}

test('an older format is copied before it is changed, and all spans are in both', async () => {
  using directory = temporaryDirectory()
  const file = await ofFormat1(directory.path)
  const before = readFileSync(file)
  const store = openStore({ directory: directory.path })
  expect(spansOf(store, spans[0].ref.traceId)).toEqual(spans)
  await store.close()
  const copy = backupPath(file, 1)
  expect(readFileSync(copy)).toEqual(before)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  const database = new DatabaseSync(copy, { readOnly: true })
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  expect(database.prepare('SELECT count(*) AS n FROM spans').get()).toEqual({ n: 1 })
  database.close()
})

test('today’s format is not copied', async () => {
  using directory = temporaryDirectory()
  for (let i = 0; i < 2; i++) await openStore({ directory: directory.path }).close()
  expect(existsSync(backupPath(join(directory.path, 'traces.sqlite'), 1))).toBe(false)
})

test('where it can’t be copied it stays as it is, and the sentence says what to do', async () => {
  using directory = temporaryDirectory()
  const file = await ofFormat1(directory.path)
  const before = readFileSync(file)
  // A directory in the place of the copy, with something in it.
  mkdirSync(backupPath(file, 1))
  writeFileSync(join(backupPath(file, 1), 'theirs'), '')
  expect(() => openStore({ directory: dirname(file) })).toThrow(
    expect.objectContaining({
      name: 'StoreError',
      message: expect.stringMatching(/older format.*room/),
    }),
  )
  expect(readFileSync(file)).toEqual(before)
})
