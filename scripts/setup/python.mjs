import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CACHE,
  ROOT,
  SetupError,
  WINDOWS,
  aptInstall,
  canAptInstall,
  findCommand,
  modified,
  runQuietly,
  works,
} from './run.mjs'

const REQUIREMENTS = join(ROOT, 'examples', 'python', 'requirements.txt')
const FOLDER = join(CACHE, 'python')
const STAMP = join(FOLDER, '.installed')

/** A virtual environment with what the Python example needs; the tests run that example. */
export function installPython() {
  if (modified(REQUIREMENTS) <= modified(STAMP)) return
  console.log('Installing the OpenTelemetry SDK for Python …')
  const python = findPython()
  rmSync(FOLDER, { recursive: true, force: true })
  runQuietly(python, ['-m', 'venv', FOLDER], 'making a Python environment')
  const own = join(FOLDER, WINDOWS ? 'Scripts/python.exe' : 'bin/python')
  const install = ['-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS]
  runQuietly(own, install, 'installing Python packages')
  writeFileSync(STAMP, '')
}

function findPython() {
  const found = usablePython()
  if (found) return found
  if (canAptInstall()) {
    aptInstall(['python3', 'python3-venv'])
    const installed = usablePython()
    if (installed) return installed
  }
  throw new SetupError(
    'the tests run an example in Python: install Python 3.10 or newer with venv and pip ' +
      '(Debian, Ubuntu: apt-get install python3 python3-venv; elsewhere: https://www.python.org)',
  )
}

/** `ensurepip` is what Debian leaves out without python3-venv. */
function usablePython() {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'
  const python = findCommand('python3', 'python3.exe', 'python.exe')
  return python && works(python, ['-c', check]) ? python : undefined
}
