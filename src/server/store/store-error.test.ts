import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { protoOf } from '../../testing/documents.ts'
import { draw } from '../../testing/trace-notation.ts'
import { NO_LIMITS, openStore, spansOf, storeProto, temporaryDirectory } from '../harness.ts'
import { Database } from './database.ts'
import { Store } from './store.ts'

const [span, large] = draw(`
  trace a
  0-10 shop receive
  0-10 shop large
`).spans
const padding = { key: 'padding', value: 'x'.repeat(1 << 20) }

function onError(error: unknown): never {
  throw error
}

const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ name: 'StoreError', code, message: expect.stringMatching(message) })

/** What opening the directory fails with. */
function openFailure(directory: string): unknown {
  try {
    openStore({ directory })
  } catch (error) {
    return error
  }
  return expect.unreachable()
}

describe('opening fails in one sentence', () => {
  test('for a file that is no database', () => {
    using directory = temporaryDirectory()
    writeFileSync(
      join(directory.path, 'traces.sqlite'),
      'not a database, but long enough'.repeat(99),
    )
    expect(openFailure(directory.path)).toEqual(failure('corrupt', /damaged.*Move it away/))
  })

  test('for a database with broken pages', async () => {
    using directory = temporaryDirectory()
    const store = openStore({ directory: directory.path })
    await storeProto(store, protoOf([span]))
    await store.close()
    const file = join(directory.path, 'traces.sqlite')
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0x5a, 100))
    expect(openFailure(directory.path)).toEqual(failure('corrupt', /damaged/))
  })

  test('for a newer version, whose file stays as it is', async () => {
    using directory = temporaryDirectory()
    await openStore({ directory: directory.path }).close()
    const file = join(directory.path, 'traces.sqlite')
    const other = new DatabaseSync(file)
    other.exec('PRAGMA user_version = 99')
    other.close()
    const before = readFileSync(file)
    expect(openFailure(directory.path)).toEqual(failure('newer', /format 99/))
    expect(readFileSync(file)).toEqual(before)
  })

  test('for a database of another program, whose file stays as it is', () => {
    using directory = temporaryDirectory()
    const file = join(directory.path, 'traces.sqlite')
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE theirs (x)')
    other.close()
    const before = readFileSync(file)
    expect(openFailure(directory.path)).toEqual(failure('foreign', /another program/))
    expect(readFileSync(file)).toEqual(before)
  })

  test('for a directory in the place of the file', () => {
    using directory = temporaryDirectory()
    mkdirSync(join(directory.path, 'traces.sqlite'))
    expect(openFailure(directory.path)).toEqual(failure('cannot open', /permissions/))
  })

  test('for a file in the place of the directory', () => {
    using directory = temporaryDirectory()
    const path = join(directory.path, 'file')
    writeFileSync(path, '')
    expect(openFailure(path)).toEqual(failure('cannot open', /--data/))
  })

  test('for a database that another server uses', async () => {
    using directory = temporaryDirectory()
    const first = openStore({ directory: directory.path })
    expect(openFailure(directory.path)).toEqual(failure('in use', /another process/))
    await first.close()
  })

  // The permissions of a file do not bind root.
  test.skipIf(process.getuid?.() === 0)('for a file without permission to write', async () => {
    using directory = temporaryDirectory()
    await openStore({ directory: directory.path }).close()
    chmodSync(join(directory.path, 'traces.sqlite'), 0o444)
    expect(openFailure(directory.path)).toEqual(failure('read-only', /can't be written/))
  })

  test('for a database that can only be read', () => {
    const database = Database.open(null)
    database.exec('PRAGMA query_only = 1')
    expect(() => Store.over(database, NO_LIMITS, onError)).toThrow(
      failure('read-only', /can't be written/),
    )
  })
})

describe('while it runs', () => {
  test('a full disk refuses new spans, keeps the old, and goes on when there is room', async () => {
    using directory = temporaryDirectory()
    const database = Database.open(directory.path)
    const store = Store.over(database, NO_LIMITS, onError)
    await storeProto(store, protoOf([span]))
    // The file may not grow: what SQLite answers to that is what it answers to a full disk.
    database.exec('PRAGMA max_page_count = 1')
    const big = { ...large, attributes: [padding] }
    await expect(storeProto(store, protoOf([big]))).rejects.toThrow(
      failure('full', /full.*nothing stored was lost/),
    )
    expect(store.counts.spans).toBe(1)
    expect(spansOf(store, span.ref.traceId)).toEqual([span])
    database.exec('PRAGMA max_page_count = 1000000')
    await storeProto(store, protoOf([big]))
    expect(store.counts.spans).toBe(2)
    await store.close()
  })

  test('a deleted file is noticed before spans are acknowledged that no one would find again', async () => {
    using directory = temporaryDirectory()
    const store = openStore({ directory: directory.path })
    await storeProto(store, protoOf([span]))
    rmSync(join(directory.path, 'traces.sqlite'))
    await expect(storeProto(store, protoOf([large]))).rejects.toThrow(failure('gone', /Restart/))
    await store.close()
  })

  test('ids made in a transaction that was rolled back are not used again', async () => {
    const database = Database.open(null)
    const store = Store.over(database, NO_LIMITS, onError)
    database.exec('PRAGMA max_page_count = 1')
    await expect(
      storeProto(store, protoOf([{ ...large, attributes: [padding] }])),
    ).rejects.toThrow()
    database.exec('PRAGMA max_page_count = 1000000')
    await storeProto(store, protoOf([large]))
    expect(spansOf(store, large.ref.traceId)).toEqual([large])
    expect(store.catalogue.operations('shop')).toEqual(['large'])
  })
})
