import { expect, test } from 'vitest'
import { startChild, waitFor } from './child.ts'

const never = () => Promise.resolve(false)

test('a program that dies is told of at once, with what it last said', async () => {
  const script = 'console.error("port 1 is taken"); process.exitCode = 3'
  const child = startChild('Store', process.execPath, ['-e', script])
  await expect(waitFor('Store gets ready', child, never, { within: 60_000 })).rejects.toThrow(
    'Store ended (exit code 3). It last said:\nport 1 is taken',
  )
  await child.stop()
})

test('a program that is not there is told of', async () => {
  const child = startChild('Store', '/nowhere/store', [])
  await expect(waitFor('Store gets ready', child, never, { within: 60_000 })).rejects.toThrow(
    'Store: spawn /nowhere/store ENOENT',
  )
})

test('a wait that ends in vain says what it waited for, and why the last try failed', async () => {
  const refused = () => Promise.reject(new Error('refused'))
  const waiting = waitFor('Store gets ready', { whyEnded: () => undefined }, refused, { within: 1 })
  await expect(waiting).rejects.toThrow('Store gets ready: not within 0.001 s (refused)')
})

test('a paused program can be stopped', async () => {
  const child = startChild('Store', process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  child.pause()
  await child.stop()
  expect(child.whyEnded()).toContain('SIGKILL')
})
