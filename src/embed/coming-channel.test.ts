import { expect, test } from 'vitest'
import type { Channel } from '../queries/worker-channel.ts'
import { comingChannel } from './coming-channel.ts'

type Ask = 'a' | 'b'

/** Writes down what happens to a channel. */
function recorded(log: string[]): Channel<Ask> {
  return {
    async ask(ask) {
      log.push(`ask ${ask}`)
      return ask.toUpperCase()
    },
    tell: (ask) => void log.push(`tell ${ask}`),
    dispose: () => void log.push('dispose'),
  }
}

test('what is asked before the channel is there is asked then, in order', async () => {
  const log: string[] = []
  const coming = Promise.withResolvers<Channel<Ask>>()
  const channel = comingChannel(() => coming.promise, true)
  const answers = [channel.ask('a'), channel.ask('b')]
  channel.tell('a')
  expect(log).toEqual([])
  coming.resolve(recorded(log))
  expect(await Promise.all(answers)).toEqual(['A', 'B'])
  expect(log).toEqual(['ask a', 'ask b', 'tell a'])
})

test('a load that failed is said to be that, and tried again with the next question', async () => {
  let loads = 0
  const channel = comingChannel<Ask>(
    () => (loads++ === 0 ? Promise.reject(new Error('404')) : Promise.resolve(recorded([]))),
    false,
  )
  expect(loads).toBe(0)
  await expect(channel.ask('a')).rejects.toMatchObject({ code: 'unreachable' })
  expect(await channel.ask('a')).toBe('A')
})

test('a channel that comes after the end is disposed, and asked nothing', async () => {
  const log: string[] = []
  const coming = Promise.withResolvers<Channel<Ask>>()
  const channel = comingChannel(() => coming.promise, true)
  channel.dispose()
  coming.resolve(recorded(log))
  await coming.promise
  await expect(channel.ask('a')).rejects.toMatchObject({ code: 'timeout' })
  expect(log).toEqual(['dispose'])
})
