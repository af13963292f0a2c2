// Generates hostile input for every door by which something comes in: `npm run test:fuzz -- --cases 1000 --door otlp --seed 7`.
// The same doors get a few hundred cases each in `npm test`. What goes wrong is written to .cache/fuzz, to be moved to
// src/testing/fuzz-corpus, where it is tried again each time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BIN, ROOT, TOOL_ENV, needsShell } from './setup/run.mjs'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    door: { type: 'string' },
  },
})
for (const name of ['cases', 'seed']) {
  if (/^\d{1,9}$/.test(values[name])) continue
  console.error(`test:fuzz: --${name} ${values[name]} is not a whole number of up to nine digits`)
  process.exit(1)
}
console.log(`${values.cases} cases a door, seed ${values.seed}`)

const command = join(BIN, 'vitest')
const args = ['run', '--config', 'vitest.fuzz.config.ts', '--reporter=dot']
if (values.door !== undefined) args.push('-t', `“[^”]*${values.door}[^”]*”`)
const child = spawn(command, args, {
  cwd: ROOT,
  env: { ...TOOL_ENV, FUZZ_CASES: values.cases, FUZZ_SEED: values.seed },
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: needsShell(command),
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
