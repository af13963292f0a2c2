import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, ROOT, modified, runQuietly } from './run.mjs'

const SOURCES = ['src', 'public', 'index.html', 'embed.html', 'vite.config.ts', 'package-lock.json']
const EMBED_SOURCES = ['src', 'vite.embed.config.ts', 'tsconfig.embed.json', 'package-lock.json']

export function build() {
  buildWhenStale('the app', 'dist', SOURCES, () =>
    runQuietly(join(BIN, 'vite'), ['build', '--logLevel', 'warn'], 'building the app'),
  )
}

/** The panel for other people's pages. */
export function buildEmbed() {
  const script = join(ROOT, 'scripts', 'build-embed.mjs')
  buildWhenStale('the panel', 'dist-embed', EMBED_SOURCES, () =>
    runQuietly(process.execPath, [script], 'building the panel'),
  )
}

/** Runs a build when anything it is made of changed after the last one began. */
function buildWhenStale(what, folder, sources, run) {
  const stamp = join(ROOT, folder, '.built')
  const built = modified(stamp)
  if (!sources.some((source) => changedSince(join(ROOT, source), built))) return
  const began = new Date()
  console.log(`Building ${what} …`)
  run()
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
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
