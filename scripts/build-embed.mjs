// Builds the panel for other people's pages into dist-embed: the custom element, the React component, the client of framed
// panels, and the types of all that the package gives.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BIN, CACHE, ROOT, TOOL_ENV, needsShell } from './setup/run.mjs'

const BUILD = ['build', '--config', 'vite.embed.config.ts', '--logLevel', 'warn']
/** Where tsconfig.embed.json has the types of all files put. */
const ALL_TYPES = join(CACHE, 'embed-types')
const TYPES = join(ROOT, 'dist-embed', 'types')

// The first empties the folder.
for (const entry of ['element', 'element.standalone', 'react', 'host']) {
  run('vite', ...BUILD, '--mode', entry)
}
rmSync(ALL_TYPES, { recursive: true, force: true })
run('tsc', '--project', 'tsconfig.embed.json')
copyTypes(['embed/element.d.ts', 'embed/react.d.ts', 'embed/host.d.ts', 'server/server.d.ts'])

function run(tool, ...args) {
  const command = join(BIN, tool)
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    env: TOOL_ENV,
    shell: needsShell(command),
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}

/** Those of the entries and of what they name, as importers of JavaScript expect them: `./x.js` for `x.d.ts`. */
function copyTypes(entries) {
  const files = new Set(entries)
  for (const file of files) {
    const text = readFileSync(join(ALL_TYPES, file), 'utf8')
    const published = text.replaceAll(/(['"])(\.\.?\/[^'"]+)\.tsx?\1/g, (_, quote, path) => {
      files.add(`${resolve('/', dirname(file), path).slice(1)}.d.ts`)
      return `${quote}${path}.js${quote}`
    })
    const target = join(TYPES, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, published)
  }
}
