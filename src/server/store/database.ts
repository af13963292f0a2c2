import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StoreError, storeErrorOf } from './store-error.ts'

export type Statement = StatementSync

const FILE = 'traces.sqlite'
const MEMORY = ':memory:'

/**
 * One SQLite connection, the only file that knows `node:sqlite`. The connection is exclusive: caches and counters in
 * memory are right only while no one else writes.
 */
export class Database {
  /** What messages call it: the file's path. */
  readonly name: string
  readonly #connection: DatabaseSync
  readonly #inode: bigint | null

  private constructor(connection: DatabaseSync, name: string, inode: bigint | null) {
    this.#connection = connection
    this.name = name
    this.#inode = inode
  }

  /** Opens the database in `directory`, or one in memory for null. @throws StoreError */
  static open(directory: string | null): Database {
    if (directory === null) {
      return new Database(new DatabaseSync(MEMORY), 'the database in memory', null)
    }
    const path = join(directory, FILE)
    prepareDirectory(directory, path)
    let connection: DatabaseSync | null = null
    try {
      connection = new DatabaseSync(path)
      connection.exec('PRAGMA locking_mode = EXCLUSIVE')
      // The first read takes the lock and finds out whether the file is a database at all.
      connection.prepare('PRAGMA user_version').get()
      return new Database(connection, path, statSync(path, { bigint: true }).ino)
    } catch (error) {
      connection?.close()
      throw storeErrorOf(error, path)
    }
  }

  exec(sql: string): void {
    this.#guarded(() => this.#connection.exec(sql))
  }

  /** Integers come as numbers; one beyond 2^53 throws. */
  prepare(sql: string): Statement {
    return this.#guarded(() => this.#connection.prepare(sql))
  }

  /** Every integer comes as bigint: for rows with times. */
  prepareBig(sql: string): Statement {
    const statement = this.prepare(sql)
    statement.setReadBigInts(true)
    return statement
  }

  /** Rows come as arrays: where there are many, half the cost of objects. */
  prepareArrays(sql: string): Statement {
    const statement = this.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  }

  /** Runs `work` in one transaction: all of it is kept, or nothing. @throws StoreError */
  transaction<T>(work: () => T): T {
    this.#assertPresent()
    return this.#guarded(() => {
      this.#connection.exec('BEGIN IMMEDIATE')
      try {
        const answer = work()
        this.#connection.exec('COMMIT')
        return answer
      } catch (error) {
        // SQLite rolls back by itself on some errors, a full disk among them.
        if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
        throw error
      }
    })
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close()
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw storeErrorOf(error, this.name)
    }
  }

  /** Writes to a deleted file succeed and are lost at the end of the process; they must not be acknowledged. */
  #assertPresent(): void {
    if (this.#inode === null) return
    const found = statSync(this.name, { bigint: true, throwIfNoEntry: false })
    if (found?.ino === this.#inode) return
    throw new StoreError(
      'gone',
      `${this.name} was deleted or replaced while in use. Restart to begin with the file that is there now.`,
    )
  }
}

/**
 * What SQLite says of a file that it may not write depends on what is in it; the file system is asked first. Traces may hold
 * what is personal: what is made here only its owner may read. SQLite gives the files beside it the rights of this one.
 */
function prepareDirectory(directory: string, path: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    const message = `The data directory ${directory} can't be made (${reason}). Choose another with --data, or use --memory.`
    throw new StoreError('cannot open', message, { cause: error })
  }
  try {
    accessSync(directory, constants.R_OK | constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
    else closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    const message = `${path} can't be written. Check its permissions, or choose another --data directory.`
    throw new StoreError('read-only', message, { cause: error })
  }
}
