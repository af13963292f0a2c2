import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, ROOT, modified, runQuietly } from './run.mjs'

const SOURCES = ['src', 'public', 'index.html', 'embed.html', 'vite.config.ts', 'package-lock.json']
const STAMP = join(ROOT, 'dist', '.built')

/** Builds the app when anything it is made of changed after the last build began. */
export function build() {
  const built = modified(STAMP)
  if (!SOURCES.some((source) => changedSince(join(ROOT, source), built))) return
  const began = new Date()
  console.log('Building the app …')
  runQuietly(join(BIN, 'vite'), ['build', '--logLevel', 'warn'], 'building the app')
  writeFileSync(STAMP, '')
  utimesSync(STAMP, began, began)
}

/** A folder's own time tells of files that were removed from it. */
function changedSince(path, time) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  if (stat.mtimeMs > time) return true
  return (
    stat.isDirectory() && readdirSync(path).some((name) => changedSince(join(path, name), time))
  )
}
