// Runs every check, goes on after a failure so that one run shows them all, and ends with one line:
// `N passed, N failed`. `npm test -- unit src/model` runs one part, with what it is to be told. `npm run test:sources` runs
// the tests against real sources instead, in two parts likewise.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { browserPath } from './setup/browser.mjs'
import { victoriaMissing } from './setup/go-tools.mjs'
import { BIN, CACHE, ROOT, TOOL_ENV, needsShell } from './setup/run.mjs'
import { playwrightCounts, vitestCounts } from './test-counts.mjs'

const [first, ...others] = process.argv.slice(2)
const SOURCES = first === '--sources'
const [only, ...told] = SOURCES ? others : [first, ...others]

const REPORTS = join(CACHE, 'reports', SOURCES ? 'sources' : 'all')
const VITEST = join(REPORTS, 'vitest.json')
const PLAYWRIGHT = join(REPORTS, 'playwright.json')

const VITEST_RUN = [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${VITEST}`,
]
const PLAYWRIGHT_RUN = ['playwright', 'test', '--reporter=list,json']

const unit = (...options) => ({
  command: [...VITEST_RUN, ...options],
  counts: () => vitestCounts(report(VITEST)),
})
const e2e = (...options) => ({
  command: [...PLAYWRIGHT_RUN, ...options],
  counts: () => playwrightCounts(report(PLAYWRIGHT)),
})

/** A part without `counts` is one check: it passes or fails as a whole. */
const PARTS = SOURCES
  ? {
      unit: unit('--config', 'vitest.sources.config.ts'),
      e2e: e2e('--config', 'playwright.sources.config.ts'),
    }
  : {
      lint: { command: ['oxlint', '--type-aware'] },
      types: { command: ['tsc', '--noEmit'] },
      unit: unit('--coverage'),
      e2e: e2e(),
    }

if (only !== undefined && !Object.hasOwn(PARTS, only)) {
  console.error(`test: there is no part "${only}"; the parts are ${Object.keys(PARTS).join(', ')}`)
  process.exit(1)
}
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

const total = { passed: 0, failed: 0 }
for (const name of only === undefined ? Object.keys(PARTS) : [only]) {
  const { passed, failed } = await check(name, PARTS[name])
  total.passed += passed
  total.failed += failed
}
const skipped = SOURCES ? victoriaMissing() : undefined
if (skipped) console.log(`\nskipped: ${skipped}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

async function check(name, { command, counts }) {
  console.log(`\n── ${name}: ${command[0]} ──`)
  const ok = await run([...command, ...told])
  if (!counts) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
  const { passed, failed } = counts()
  if (passed + failed === 0) console.error(`${name}: no test ran`)
  // A crash, a threshold or an empty run is a failure that no test has to its name.
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed }
}

function run([tool, ...args]) {
  const command = join(BIN, tool)
  const child = spawn(command, args, {
    cwd: ROOT,
    env: {
      ...TOOL_ENV,
      CHROMIUM_PATH: browserPath(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: needsShell(command),
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${tool}: ${error.message}`)
      resolve(false)
    })
    child.on('exit', (code) => resolve(code === 0))
  })
}

/** Undefined where the tool died before it wrote one. */
function report(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
