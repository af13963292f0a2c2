import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { CACHE, ROOT, SetupError, aptInstall, canAptInstall, findCommand, works } from './run.mjs'

const NOTE = join(CACHE, 'chromium-path')
const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const HOW =
  'the tests need Chromium. Either `npx playwright install --with-deps chromium`, or install the chromium package of ' +
  'your system, or set CHROMIUM_PATH to a Chromium or Chrome.'

/** Notes the path of a Chromium for the tests, installing one where that needs no asking. */
export function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (!existsSync(wanted)) throw new SetupError(`CHROMIUM_PATH: there is no ${wanted}`)
    return note(wanted)
  }
  if (existsSync(browserPath())) return
  const found = playwrightsOwn() ?? systems()
  if (found) return note(found)
  if (!canAptInstall()) throw new SetupError(HOW)
  console.log('Installing Chromium for the tests …')
  aptInstall(['chromium', 'fonts-dejavu-core'])
  const installed = systems()
  if (!installed) throw new SetupError(HOW)
  note(installed)
}

/** The path that was noted; '' when none was. */
export function browserPath() {
  return existsSync(NOTE) ? readFileSync(NOTE, 'utf8') : ''
}

function playwrightsOwn() {
  const require = createRequire(join(ROOT, 'package.json'))
  const path = require('playwright-core').chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/** Ubuntu's `chromium-browser` may be no more than a hint to install a snap: so each is tried. */
function systems() {
  return SYSTEM.map((name) => findCommand(name)).find((path) => path && works(path, ['--version']))
}

function note(path) {
  if (path === browserPath()) return
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(NOTE, path)
}
