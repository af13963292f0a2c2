import { join } from 'node:path'
import { ROOT, SetupError, modified, runQuietly } from './run.mjs'

/** npm writes the hidden lock file last, so an install that was cut short counts as none. */
export function installPackages() {
  const lock = modified(join(ROOT, 'package-lock.json'))
  if (lock === 0) throw new SetupError('package-lock.json is missing: is this a whole clone?')
  if (lock <= modified(join(ROOT, 'node_modules', '.package-lock.json'))) return
  console.log('Installing packages …')
  // Said outright, since NODE_ENV=production would leave out the build tools.
  runQuietly(
    'npm',
    ['ci', '--include=dev', '--include=optional'],
    'installing packages',
    process.env,
  )
}
