import { constants, copyFileSync, renameSync, rmSync } from 'node:fs'
import { join, dirname } from 'node:path'
import type { Database } from './database.ts'
import { StoreError } from './store-error.ts'

/** Where the file as it was before its format changed is kept, beside the database. */
export function backupPath(name: string, version: number): string {
  return join(dirname(name), `traces.format-${version}.sqlite`)
}

/**
 * Copies the database as it is, before its tables are changed: an older program can be started with the copy. Where the file system
 * can, the copy shares its blocks and costs nothing. Nothing but us has the file open.
 * @throws StoreError when there is no room: nothing is changed then
 */
export function backUp(database: Database, version: number): void {
  const path = backupPath(database.name, version)
  const unfinished = `${path}.unfinished`
  // All that was committed is in the one file then.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  try {
    copyFileSync(database.name, unfinished, constants.COPYFILE_FICLONE)
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    const message = `${database.name} has an older format, and can't be copied to ${path} before it is changed (${code}). Make room, or choose another --data directory.`
    throw new StoreError(code === 'ENOSPC' ? 'full' : 'cannot open', message, { cause: error })
  }
}
