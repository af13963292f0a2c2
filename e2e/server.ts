import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../src/testing/real-sources/free-ports.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface RunningServer {
  /** The app and its API. */
  readonly url: string
  /** OTLP/HTTP alone, as SDKs expect it. */
  readonly otlp: string
  readonly pid: number
  /** What it wrote to its terminal so far. */
  said(): string
  /** Kills the process as `kill -9` does, or asks it to end. */
  stop(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts the real server on free ports and waits until it answers. */
export async function startServer(...options: string[]): Promise<RunningServer> {
  const [port, otlpPort] = await freePorts(2)
  // Without a store there is nothing to receive spans for.
  const receives = !options.includes('--no-local')
  const ports = ['--port', String(port), ...(receives ? ['--otlp-port', String(otlpPort)] : [])]
  const child = spawn('node', ['src/server/main.ts', ...ports, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://localhost:${port}`
  const started = Date.now()
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${said}`)
    const answer = await fetch(`${url}/api/v1/status`).catch(() => null)
    if (answer?.ok) break
    if (Date.now() - started > 20_000) throw new Error(`the server does not answer:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    otlp: `http://localhost:${otlpPort}`,
    pid: child.pid ?? 0,
    said: () => said,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}

/** Posts OTLP to a server and insists on success. */
export async function send(
  server: Pick<RunningServer, 'otlp'>,
  body: Uint8Array | string,
): Promise<void> {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-protobuf'
  const answer = await fetch(`${server.otlp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as BodyInit,
  })
  if (!answer.ok) throw new Error(`OTLP was refused: ${answer.status} ${await answer.text()}`)
}
