import { spawnSync } from 'node:child_process'
import { mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { CACHE, ROOT, SetupError, findCommand, modified, runQuietly } from './run.mjs'

const FOLDER = join(CACHE, 'sources')
const GO_BIN = join(FOLDER, 'bin')

/** Each is built in a module of ours: `go install` refuses modules that replace others, and ours pins every version. */
const PROGRAMS = [
  {
    name: 'jaeger1',
    label: 'Jaeger 1.76',
    module: 'jaeger',
    main: 'github.com/jaegertracing/jaeger/cmd/all-in-one',
  },
  {
    name: 'jaeger2',
    label: 'Jaeger 2.13',
    module: 'jaeger',
    main: 'github.com/jaegertracing/jaeger/cmd/jaeger',
  },
  {
    name: 'tempo',
    label: 'Tempo 2.8',
    module: 'tempo',
    main: 'github.com/grafana/tempo/cmd/tempo',
  },
  {
    name: 'telemetrygen',
    label: 'telemetrygen',
    module: 'telemetrygen',
    main: 'github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen',
  },
]

const VICTORIA = 'github.com/VictoriaMetrics/VictoriaTraces/app/victoria-traces@v0.12.0'

/** Builds the trace stores that `npm run test:sources` starts, where they are missing or out of date. */
export function buildGoTools() {
  if (!findCommand('go', 'go.exe')) {
    throw new SetupError(
      'the tests against real sources build Jaeger, Tempo and telemetrygen: install Go 1.25 or newer (https://go.dev/dl)',
    )
  }
  mkdirSync(GO_BIN, { recursive: true })
  // Two builds at once would take longer than one after the other, and twice the memory.
  withLock(join(FOLDER, 'lock'), () => {
    for (const program of PROGRAMS) build(program)
    installVictoria()
  })
}

/**
 * No checksum database is asked (GOSUMDB=off), as it is not reachable everywhere a module proxy is: all that is
 * downloaded is held against the committed go.sum.
 */
function build({ name, label, module, main }) {
  const folder = join(ROOT, 'real-sources', module)
  const target = join(GO_BIN, name)
  const wanted = Math.max(modified(join(folder, 'go.mod')), modified(join(folder, 'go.sum')))
  if (modified(target) > wanted) return
  console.log(`Building ${label} (the first time takes minutes) …`)
  const began = Date.now()
  const args = ['build', '-C', folder, '-mod=readonly', '-ldflags=-s -w', '-o', target, main]
  runQuietly('go', args, `building ${label}`, { ...process.env, GOSUMDB: 'off', GOWORK: 'off' })
  // Where nothing changed Go may leave the file as it is.
  utimesSync(target, began / 1000, began / 1000)
  console.log(`Built ${label} in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/**
 * VictoriaTraces is taken where it is to be had: from VICTORIA_TRACES_BIN, from PATH, or from its published module, which
 * not every module proxy serves. Without it the tests say that they were not run against it.
 */
function installVictoria() {
  if (!victoriaMissing()) return
  const { status, stderr } = spawnSync('go', ['install', '-ldflags=-s -w', VICTORIA], {
    env: { ...process.env, GOBIN: GO_BIN },
    encoding: 'utf8',
  })
  if (status === 0) return console.log('Built VictoriaTraces.')
  const why = stderr.trim().split('\n').at(-1)?.trim() ?? ''
  console.log(`VictoriaTraces can’t be built, so nothing is tested against it: ${why}`)
}

/** Says that there is no VictoriaTraces to test against; undefined where there is one. */
export function victoriaMissing() {
  if (process.env.VICTORIA_TRACES_BIN || findCommand('victoria-traces')) return undefined
  if (modified(join(GO_BIN, 'victoria-traces')) > 0) return undefined
  return 'VictoriaTraces, which could not be built here, was not tested as the real thing, only as staged answers'
}
