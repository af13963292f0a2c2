import { expect, test } from 'vitest'
import { LongQuestions } from './long-questions.ts'

/** A question that tells 1, then waits until it is given up. */
function endless(signal: AbortSignal, onProgress: (progress: number) => void): Promise<string> {
  onProgress(1)
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}
const ended = (last: number | null) => `ended at ${last}`

test('a question that is ended answers with what it had', async () => {
  const questions = new LongQuestions<number>()
  const seen: (number | null)[] = []
  questions.subscribe(() => seen.push(questions.progress('a')))
  const answer = questions.ask('a', new AbortController().signal, endless, ended)
  expect(questions.isRunning('a')).toBe(true)
  questions.end('a')
  expect(await answer).toBe('ended at 1')
  expect(questions.isRunning('a')).toBe(false)
  expect(seen).toEqual([null, 1, null])
})

test('a question that is ended before it said anything has nothing', async () => {
  const questions = new LongQuestions<number>()
  const answer = questions.ask(
    'a',
    new AbortController().signal,
    (signal) => endless(signal, () => {}),
    ended,
  )
  questions.end('a')
  expect(await answer).toBe('ended at null')
})

test('who asked may give it up, which is no answer', async () => {
  const questions = new LongQuestions<number>()
  const asked = new AbortController()
  const answer = questions.ask('a', asked.signal, endless, ended)
  asked.abort()
  questions.end('a')
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
})

test('a failure is one, whatever was found before', async () => {
  const questions = new LongQuestions<number>()
  const failing = questions.ask(
    'a',
    new AbortController().signal,
    async (_, onProgress) => {
      onProgress(1)
      throw new Error('it broke')
    },
    ended,
  )
  await expect(failing).rejects.toThrow('it broke')
  expect(questions.progress('a')).toBeNull()
})

test('questions of other names go on', async () => {
  const questions = new LongQuestions<number>()
  const { signal } = new AbortController()
  const first = questions.ask('a', signal, endless, ended)
  const second = questions.ask('b', signal, endless, ended)
  questions.end('a')
  expect(await first).toBe('ended at 1')
  expect(questions.isRunning('b')).toBe(true)
  questions.dispose()
  expect(await second).toBe('ended at 1')
})
