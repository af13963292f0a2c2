import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Runs `work` while no other process of this machine does so under the same file; waits for its turn. */
export function withLock(file, work) {
  const mine = `${process.pid} ${hostname()}`
  for (let said = false; !take(file, mine); said = true) {
    if (!said) console.log('Waiting for another setup to end …')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
  }
  try {
    work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** A lock whose process is gone was left by one that was killed. */
function take(file, mine) {
  try {
    writeFileSync(file, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const [pid, host] = read(file).split(' ')
  if (pid && !(host === hostname() && isAlive(Number(pid)))) rmSync(file, { force: true })
  return false
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
