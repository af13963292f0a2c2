import { homedir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from './gateway/config-error.ts'
import { ListenError } from './listen.ts'
import {
  type Command,
  type Options,
  DEFAULT_DATA_DIRECTORY,
  FROM_CLONE,
  parseOptions,
} from './options.ts'
import { ROOT, start } from './start.ts'
import { StoreError } from './store/store-error.ts'

/** An installed package is replaced with all that is in it: what is kept must not lie there. */
const INSTALLED: Command = {
  words: 'trace-link-explorer',
  data: '.trace-link-explorer in your home',
}
const clone = import.meta.filename.endsWith('.ts')

const parsed = parseOptions(
  process.argv.slice(2),
  process.env,
  clone ? join(ROOT, DEFAULT_DATA_DIRECTORY) : join(homedir(), '.trace-link-explorer'),
  clone ? FROM_CLONE : INSTALLED,
)
if ('help' in parsed) process.stdout.write(parsed.help)
else if ('error' in parsed) fail(parsed.error)
else await run(parsed.options).catch(failOn)

async function run(options: Options): Promise<void> {
  const server = await start(options, {
    line: (text) => console.log(text),
    problem: (text) => console.error(text),
  })
  const stop = async () => {
    await server.stop()
    process.exitCode = 0
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

/** Whatever went wrong, a terminal gets one line. */
function failOn(error: unknown): void {
  const known = [StoreError, ListenError, ConfigError].some((kind) => error instanceof kind)
  const message = error instanceof Error ? error.message : String(error)
  fail(known ? message : `The server could not start: ${message}`)
}

function fail(message: string): void {
  console.error(message)
  // A port that is open already must not keep a failed start alive.
  process.exit(1)
}
