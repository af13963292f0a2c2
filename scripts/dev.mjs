// The server and the app's development server together, both reloading: the app at 4319 hands /api, /gateway and /v1 on to the
// server at 4320 (vite.config.ts). Options are the server's.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { BIN, ROOT, TOOL_ENV, needsShell } from './setup/run.mjs'

const options = process.argv.slice(2)
const children = [
  start('node', ['--watch', 'src/server/main.ts', '--port', '4320', ...options]),
  start(join(BIN, 'vite'), ['--port', '4319']),
]

function start(command, args) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: TOOL_ENV,
    stdio: 'inherit',
    shell: needsShell(command),
  })
  child.on('error', (error) => stop(error.message))
  child.on('exit', (code) => stop(null, code ?? 0))
  return child
}

/** Neither is of use without the other. */
function stop(message, code = 1) {
  if (message) console.error(`dev: ${message}`)
  process.exitCode ??= code
  for (const child of children) child.kill()
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(null, 0))
