// Runs before and after `npm pack`. Before: builds all that is in the package, and writes the package.json of what is installed,
// in which nothing depends on anything, since all is bundled. After: puts the clone's package.json back.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, CACHE, ROOT, runQuietly } from './setup/run.mjs'

const MANIFEST = join(ROOT, 'package.json')
/** The clone's, while the other stands in its place. */
const KEPT = join(CACHE, 'package.json.kept')
/** Of the clone alone: what it is built with. */
const OF_CLONE = ['private', 'scripts', 'dependencies', 'devDependencies', 'optionalDependencies']
const vite = (...options) => ['build', '--logLevel', 'warn', ...options]

// Left by a run that was cut short.
if (existsSync(KEPT)) renameSync(KEPT, MANIFEST)
if (process.argv[2] === '--before') {
  const text = readFileSync(MANIFEST, 'utf8')
  runQuietly(join(BIN, 'vite'), vite(), 'building the app')
  runQuietly(join(BIN, 'vite'), vite('--config', 'vite.server.config.ts'), 'building the server')
  runQuietly(process.execPath, [join(ROOT, 'scripts', 'build-embed.mjs')], 'building the panel')
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(KEPT, text)
  writeFileSync(MANIFEST, `${JSON.stringify(published(JSON.parse(text)), null, 2)}\n`)
}

function published(manifest) {
  const kept = Object.entries(manifest).filter(([key]) => !OF_CLONE.includes(key))
  const [major] = manifest.dependencies.react.split('.')
  return {
    ...Object.fromEntries(kept),
    engines: { node: '>=24' },
    // The component alone needs it.
    peerDependencies: { react: `>=${major}`, 'react-dom': `>=${major}` },
    peerDependenciesMeta: { react: { optional: true }, 'react-dom': { optional: true } },
  }
}
