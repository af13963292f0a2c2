import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, ROOT, SetupError, WINDOWS, works } from './run.mjs'

/** node:sqlite without a flag, and TypeScript run as it is. */
const OLDEST = [22, 18]

/**
 * Puts the bundled Node in front: several packages offer a `node`, and npm 10 links whichever comes first, or none.
 * Where it doesn't run (musl, macOS), the system's Node serves if it is new enough.
 */
export function linkBundledNode() {
  const platform = WINDOWS ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const bundled = join(ROOT, 'node_modules', name, 'bin', WINDOWS ? 'node.exe' : 'node')
  const link = join(BIN, WINDOWS ? 'node.cmd' : 'node')
  if (existsSync(bundled) && (runsNow(bundled) || works(bundled, ['--version']))) {
    if (!linksTo(link, bundled)) write(link, name)
    return
  }
  rmSync(link, { force: true })
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  throw new SetupError(
    `Node ${OLDEST.join('.')} or newer is needed: this is ${process.versions.node}, and no ${name} runs ` +
      'here. See https://nodejs.org',
  )
}

/** Spares the check that costs a process: what runs this script runs. */
function runsNow(bundled) {
  return realpathSync(process.execPath) === realpathSync(bundled)
}

function linksTo(link, bundled) {
  return existsSync(link) && (WINDOWS || realpathSync(link) === realpathSync(bundled))
}

function write(link, name) {
  mkdirSync(BIN, { recursive: true })
  rmSync(link, { force: true })
  if (WINDOWS) writeFileSync(link, `@"%~dp0\\..\\${name}\\bin\\node.exe" %*\r\n`)
  else symlinkSync(join('..', name, 'bin', 'node'), link)
}
