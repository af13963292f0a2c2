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
const LOCK = 'traces.lock'
const MEMORY = ':memory:'
/** The two connections of a store hardly ever wait for each other: when one restores or truncates the log of the other. */
const WAIT_MS = 5000

/**
 * One SQLite connection, the only file that knows `node:sqlite`. One connection of one process writes: caches and counters in
 * memory are right only while no one else does. Others of that process may read beside it.
 */
export class Database {
  /** What messages call it: the file's path. */
  readonly name: string
  readonly #connection: DatabaseSync
  /** Holds the directory for this process; null for a connection beside the first. */
  readonly #lock: DatabaseSync | null
  readonly #inode: bigint | null
  readonly #begin: Statement
  readonly #commit: Statement

  private constructor(
    connection: DatabaseSync,
    name: string,
    lock: DatabaseSync | null,
    inode: bigint | null,
  ) {
    this.#connection = connection
    this.name = name
    this.#lock = lock
    this.#inode = inode
    this.#begin = connection.prepare('BEGIN')
    this.#commit = connection.prepare('COMMIT')
  }

  /** Opens the database in `directory` and keeps other processes out, or one in memory for null. @throws StoreError */
  static open(directory: string | null): Database {
    if (directory === null) {
      return new Database(new DatabaseSync(MEMORY), 'the database in memory', null, null)
    }
    const [path, lockPath] = [join(directory, FILE), join(directory, LOCK)]
    prepareDirectory(directory, [path, lockPath])
    let lock: DatabaseSync | null = null
    try {
      lock = lockFile(lockPath)
      return Database.#connect(path, lock)
    } catch (error) {
      lock?.close()
      throw storeErrorOf(error, path)
    }
  }

  /** One more connection to the file `name` of a database that this process has open. @throws StoreError */
  static beside(name: string): Database {
    try {
      return Database.#connect(name, null)
    } catch (error) {
      throw storeErrorOf(error, name)
    }
  }

  static #connect(path: string, lock: DatabaseSync | null): Database {
    const connection = new DatabaseSync(path)
    try {
      // The first read finds out whether the file is a database at all, and that no older version of this program has it.
      connection.prepare('PRAGMA user_version').get()
      connection.exec(`PRAGMA busy_timeout = ${WAIT_MS}`)
      return new Database(connection, path, lock, statSync(path, { bigint: true }).ino)
    } catch (error) {
      connection.close()
      throw error
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
        this.#commit.run()
        return answer
      } catch (error) {
        // SQLite rolls back by itself on some errors, a full disk among them.
        if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
        throw error
      }
    })
  }

  /**
   * Runs `work`, whose reads all see one state of the tables. Where another connection writes, each read by itself would begin
   * with an empty cache.
   */
  snapshot<T>(work: () => T): T {
    return this.#guarded(() => {
      this.#begin.run()
      try {
        return work()
      } finally {
        if (this.#connection.isTransaction) this.#commit.run()
      }
    })
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close()
    if (this.#lock?.isOpen) this.#lock.close()
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
function prepareDirectory(directory: string, paths: readonly string[]): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    const message = `The data directory ${directory} can't be made (${reason}). Choose another with --data, or use --memory.`
    throw new StoreError('cannot open', message, { cause: error })
  }
  for (const path of paths) {
    try {
      accessSync(directory, constants.R_OK | constants.W_OK)
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
      else closeSync(openSync(path, 'wx', 0o600))
    } catch (error) {
      const message = `${path} can't be written. Check its permissions, or choose another --data directory.`
      throw new StoreError('read-only', message, { cause: error })
    }
  }
}

/** A lock that ends with the process: the operating system's, on an empty file that SQLite takes for a database. */
function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(path)
  try {
    // Nothing is ever written, so no journal needs a file.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}
