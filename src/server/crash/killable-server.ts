import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const MAIN = resolve(import.meta.dirname, '../main.ts')

/** The program in a process of its own, that ends as if the power of the process alone were cut. */
export interface KillableServer {
  readonly url: string
  kill(): Promise<void>
  /** Asks it to end, and waits. */
  end(): Promise<void>
}

/** Starts the server on a data directory, and waits until it says that it is ready. */
export async function startKillable(directory: string): Promise<KillableServer> {
  const args = ['--port', '0', '--otlp-port', 'off', '--no-sample', '--data', directory]
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const url = await addressOf(child)
  const endBy = async (signal: 'SIGKILL' | 'SIGTERM') => {
    process.off('exit', killWithUs)
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return { url, kill: () => endBy('SIGKILL'), end: () => endBy('SIGTERM') }
}

async function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  let said = ''
  stderr?.on('data', (chunk) => (said += String(chunk)))
  for await (const chunk of stdout ?? []) {
    said += String(chunk)
    const [url] = /http:\/\/localhost:\d+/.exec(said) ?? []
    if (url !== undefined && /^Data /m.test(said)) return url
  }
  throw new Error(`the server did not start:\n${said}`)
}
