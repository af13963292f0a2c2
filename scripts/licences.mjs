// The licences of what is shipped, that is of every package that is not for development alone, as a table; `--texts` prints the
// licences themselves. Ends with an error where one is not among those that ask for nothing but their notice, or where the lock file
// would take a package unchecked or from elsewhere. A test runs it: src/testing/licences.test.ts.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './setup/run.mjs'

/** They ask for their notice to be kept, and for nothing else of what is built with them. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'])
const REGISTRY = 'https://registry.npmjs.org/'

/** @returns {{ name: string, version: string, licence: string, path: string }[]} */
export function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
    .map(([path, { version, license: licence = 'none stated' }]) => {
      return { name: path.replace(/^.*node_modules\//, ''), version, licence, path }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Sentences on what is wrong with the lock file; none when all is well. */
export function problemsOf(lock) {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '')
  const unchecked = entries
    .filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
    .map(([path]) => `${path} has no SHA-512 to be checked against`)
  const elsewhere = entries
    .filter(([, { resolved = REGISTRY }]) => !resolved.startsWith(REGISTRY))
    .map(([path, { resolved }]) => `${path} comes from ${resolved}`)
  const strict = shippedPackages(lock)
    .filter(({ licence }) => !PERMISSIVE.has(licence))
    .map(({ name, licence }) => `${name} is under ${licence}`)
  return [...unchecked, ...elsewhere, ...strict]
}

function textOf({ path }) {
  const folder = join(ROOT, path)
  const file = names(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name))
  return file === undefined
    ? 'It comes without a text.'
    : readFileSync(join(folder, file), 'utf8').trim()
}

/** Nothing for what is not installed: programs of other platforms. */
function names(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  const shipped = shippedPackages(lock)
  if (process.argv.includes('--texts')) {
    const rule = '-'.repeat(80)
    for (const entry of shipped) {
      console.log(`${rule}\n${entry.name} ${entry.version}\n\n${textOf(entry)}\n`)
    }
  } else {
    console.log('| package | version | licence |\n|---|---|---|')
    for (const { name, version, licence } of shipped)
      console.log(`| ${name} | ${version} | ${licence} |`)
  }
  const problems = problemsOf(lock)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
