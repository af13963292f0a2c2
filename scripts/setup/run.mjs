import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const BIN = join(ROOT, 'node_modules', '.bin')
/** Everything the scripts install or remember that is not a package; never in git. */
export const CACHE = join(ROOT, '.cache')
export const WINDOWS = process.platform === 'win32'

/** A failure whose message says all that there is to say. */
export class SetupError extends Error {}

/** Windows spells it `Path`, and a second spelling beside it would win or lose by chance. */
const PATH_KEY = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
const FOLDERS = process.env[PATH_KEY] ?? ''

/** The environment in which tools run on the bundled Node, however this script was started. */
export const TOOL_ENV = { ...process.env, [PATH_KEY]: `${BIN}${delimiter}${FOLDERS}` }

/** Runs a command to its end; its output is shown only if it fails. */
export function runQuietly(command, args, what, env = TOOL_ENV) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    env,
    shell: needsShell(command),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (result.status === 0) return
  if (result.error?.code === 'ENOENT') throw new SetupError(`${what}: there is no \`${command}\``)
  // Where in a tool's own code it failed is of no use to who started it.
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.replaceAll(/^\s+at .*\n/gm, '')
  process.stderr.write(output)
  throw new SetupError(`${what}: \`${command}\` failed, see above`)
}

/** Whether a command starts and ends well. */
export function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/** npm and the tools of packages are .cmd files on Windows. */
export function needsShell(command) {
  return WINDOWS && !command.endsWith('.exe')
}

/** 0 for what is not there, so that everything is newer. */
export function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** The first of these commands that PATH has, as a path; undefined if none. */
export function findCommand(...names) {
  const folders = FOLDERS.split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
}

/** Whether packages of the system can be installed without asking: root on Debian or Ubuntu. */
export function canAptInstall() {
  return process.getuid?.() === 0 && findCommand('apt-get') !== undefined
}

export function aptInstall(packages) {
  const env = { ...TOOL_ENV, DEBIAN_FRONTEND: 'noninteractive' }
  const what = `installing ${packages.join(' and ')}`
  runQuietly('apt-get', ['update', '-qq'], what, env)
  runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], what, env)
}
