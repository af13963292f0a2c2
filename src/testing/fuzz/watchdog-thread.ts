import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { HANG_CLOCK_MS, HANG_CPU_MS } from './settings.ts'
import type { Watched } from './watchdog.ts'

const LOOK_EVERY_MS = 500
const { running, name } = workerData as Watched

let last = 0
let since = performance.now()
/** Of the whole process: a machine that is busy with other things makes no case hang. */
let before = process.cpuUsage()
setInterval(() => {
  const now = Atomics.load(running, 0)
  if (now === 0 || now !== last) {
    last = now
    since = performance.now()
    before = process.cpuUsage()
    return
  }
  const { user, system } = process.cpuUsage(before)
  const hangs = (user + system) / 1000 > HANG_CPU_MS || performance.now() - since > HANG_CLOCK_MS
  if (!hangs) return
  writeSync(2, `fuzz: ${name}: case ${now} does not end\n`)
  process.kill(process.pid, 'SIGKILL')
}, LOOK_EVERY_MS)
