/** The entry of the package's server: what the command starts, in a program of one's own. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseOptions } from './options.ts'
import type { RunningServer } from './running-server.ts'
import { start } from './start.ts'

export type { RunningServer }

/**
 * Starts a server with the command's options, such as `['--port', '0', '--memory']`. Its log goes to the console's errors.
 * @throws Error with a plain sentence
 */
export async function startServer(args: readonly string[] = []): Promise<RunningServer> {
  const parsed = parseOptions(args, process.env, join(homedir(), '.trace-link-explorer'))
  if ('options' in parsed) {
    return start(parsed.options, { line: () => {}, problem: (text) => console.error(text) })
  }
  throw new Error('error' in parsed ? parsed.error : 'There is nothing to start for --help.')
}
