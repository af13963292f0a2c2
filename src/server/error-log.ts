import { StoreError } from './store/store-error.ts'

/**
 * Writes the server's own failures to its log. A store that is full or gone fails every request: the same sentence is written once,
 * until another comes. Other errors are bugs and keep their stack.
 */
export function errorLog(write: (line: string) => void): (error: unknown) => void {
  let last = ''
  return (error) => {
    const line =
      error instanceof StoreError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error)
    if (line !== last) write(line)
    last = line
  }
}
