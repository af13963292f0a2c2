// Kills the server again and again while spans come in, and looks whether all that was acknowledged is there:
// `npm run test:crash -- --rounds 200 --seed 7`. `npm test` does the same for twenty rounds.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BIN, ROOT, TOOL_ENV, needsShell } from './setup/run.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
})
const command = join(BIN, 'vitest')
const child = spawn(command, ['run', 'src/server/crash'], {
  cwd: ROOT,
  env: { ...TOOL_ENV, CRASH_ROUNDS: values.rounds, CRASH_SEED: values.seed },
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: needsShell(command),
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
