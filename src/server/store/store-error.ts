export type StoreErrorCode =
  | 'in use'
  | 'full'
  | 'read-only'
  | 'corrupt'
  | 'newer'
  | 'foreign'
  | 'cannot open'
  | 'gone'
  | 'failed'

/** Why the database can't be used: one sentence that says what happened and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}

/** SQLite primary result codes (sqlite.org/rescode.html); extended codes carry them in the low byte. */
const RESULT = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADb: 26,
}

/** A failure of SQLite as a {@link StoreError}; anything else is returned as it is. */
export function storeErrorOf(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error
  const code = Number(error.errcode) & 0xff
  const made = (kind: StoreErrorCode, sentence: string) =>
    new StoreError(kind, sentence, { cause: error })
  if (code === RESULT.busy || code === RESULT.locked) {
    return made(
      'in use',
      `${where} is in use by another process. Stop it, or choose another --data directory.`,
    )
  }
  if (code === RESULT.full) {
    return made(
      'full',
      `The disk that holds ${where} is full. Free some space; nothing stored was lost.`,
    )
  }
  if (code === RESULT.readOnly) {
    return made(
      'read-only',
      `${where} can't be written. Check its permissions, or choose another --data directory.`,
    )
  }
  if (code === RESULT.corrupt || code === RESULT.notADb) {
    return made(
      'corrupt',
      `${where} is damaged or is no database. Move it away to start with an empty one.`,
    )
  }
  if (code === RESULT.cantOpen) {
    return made('cannot open', `${where} can't be opened. Check the path and its permissions.`)
  }
  if (code === RESULT.io) {
    return made('failed', `Reading or writing ${where} failed: ${error.message}. Check the disk.`)
  }
  return made('failed', `The database ${where} reports: ${error.message}.`)
}
