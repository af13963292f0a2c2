import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { Watched } from './watchdog.ts'

const LOOK_EVERY_MS = 500
const { running, name, hangMs } = workerData as Watched

let last = 0
let since = performance.now()
setInterval(() => {
  const now = Atomics.load(running, 0)
  if (now === 0 || now !== last) {
    last = now
    since = performance.now()
  } else if (performance.now() - since > hangMs) {
    writeSync(2, `fuzz: ${name}: case ${now} does not end\n`)
    process.kill(process.pid, 'SIGKILL')
  }
}, LOOK_EVERY_MS)
