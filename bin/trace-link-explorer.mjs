#!/usr/bin/env node
// Starts the server of the installed package. Written for any Node, to say which one is needed.
const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  console.error(
    `trace-link-explorer needs Node ${NEEDED} or newer, for its database; this is Node ${process.versions.node}.`,
  )
  process.exitCode = 1
} else {
  await import('../dist-server/lib/main.js')
}
