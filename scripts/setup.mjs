// Makes a fresh clone ready, and says nothing when it is. Runs before `npm start`, `npm run dev` and `npm test`, so on
// whatever Node the machine has (18 or newer) and without any package.
import { findBrowser } from './setup/browser.mjs'
import { build, buildEmbed } from './setup/build.mjs'
import { linkBundledNode } from './setup/bundled-node.mjs'
import { buildGoTools } from './setup/go-tools.mjs'
import { buildJava } from './setup/java.mjs'
import { installPackages } from './setup/packages.mjs'
import { installPython } from './setup/python.mjs'
import { SetupError } from './setup/run.mjs'

const STEPS = {
  '--build': build,
  '--embed': buildEmbed,
  '--browser': findBrowser,
  '--python': installPython,
  '--java': buildJava,
  '--sources': buildGoTools,
}

try {
  const flags = process.argv.slice(2)
  const unknown = flags.find((flag) => !Object.hasOwn(STEPS, flag))
  if (unknown) throw new SetupError(`unknown option ${unknown} (${Object.keys(STEPS).join(' ')})`)
  installPackages()
  linkBundledNode()
  for (const [flag, step] of Object.entries(STEPS)) if (flags.includes(flag)) step()
} catch (error) {
  console.error(`setup: ${error.message}`)
  process.exitCode = 1
}
