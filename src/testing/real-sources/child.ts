import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** What a program wrote last is what tells why it ended. */
const LOG_TAIL = 4000

export interface Child {
  /** Undefined while the program runs; afterwards a sentence with the end of its log. */
  readonly whyEnded: () => string | undefined
  /** Stops it from running without ending it: connections are accepted, nothing answers. */
  pause(): void
  resume(): void
  /** Kills it, as its data goes with it: asked to end, some wait for the last connection. Returns once it has ended. */
  stop(): Promise<void>
}

/** Starts a program that lives no longer than this process. */
export function startChild(
  name: string,
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Child {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const keep = (chunk: unknown) => (said = (said + String(chunk)).slice(-LOG_TAIL))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let why: string | undefined
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (why ??= `${name}: ${error.message}`)))
    child.once('close', (code, signal) => {
      why ??= `${name} ended (${signal ?? `exit code ${code}`}). It last said:\n${said.trim()}`
      resolve()
    })
  })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  return {
    whyEnded: () => why,
    pause: () => signalOrThrow(name, child, 'SIGSTOP'),
    resume: () => signalOrThrow(name, child, 'SIGCONT'),
    async stop() {
      process.off('exit', killWithUs)
      killWithUs()
      await ended
    },
  }
}

/**
 * Waits until `check` is true; while it is not, or throws, it is asked again every `every` milliseconds. Rejects with what the
 * program said if it ends, or with the last error when time is up.
 */
export async function waitFor(
  what: string,
  child: Pick<Child, 'whyEnded'>,
  check: () => Promise<boolean>,
  { within, every = 50 }: { readonly within: number; readonly every?: number },
): Promise<void> {
  const deadline = Date.now() + within
  let last: unknown
  while (Date.now() < deadline) {
    const why = child.whyEnded()
    if (why !== undefined) throw new Error(why)
    try {
      if (await check()) return
      last = undefined
    } catch (error) {
      last = error
    }
    await pause(every)
  }
  const why = last instanceof Error ? ` (${last.message})` : ''
  throw new Error(`${what}: not within ${within / 1000} s${why}`, { cause: last })
}

function signalOrThrow(name: string, child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.kill(signal)) throw new Error(`${name} is not running`)
}
