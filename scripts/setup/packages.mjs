import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, SetupError, modified, runQuietly } from './run.mjs'

/** npm writes the hidden lock file last, so an install that was cut short counts as none. */
export function installPackages() {
  const lock = modified(join(ROOT, 'package-lock.json'))
  if (lock === 0) throw new SetupError('package-lock.json is missing: is this a whole clone?')
  const packages = join(ROOT, 'node_modules')
  if (lock <= modified(join(packages, '.package-lock.json'))) return
  // npm would empty the folder that the link leads to, which is someone else's.
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new SetupError(
      'node_modules is a link to packages of another lock file: remove the link, or install there',
    )
  console.log('Installing packages …')
  // Said outright, since NODE_ENV=production would leave out the build tools.
  runQuietly(
    'npm',
    ['ci', '--include=dev', '--include=optional'],
    'installing packages',
    process.env,
  )
}
