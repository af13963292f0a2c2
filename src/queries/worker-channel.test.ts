import { describe, expect, it } from 'vitest'
import { type Run, type ToWorker, workerChannel } from './worker-channel.ts'

type Ask = 'count' | 'fail' | 'wait'

/** Counts to three, with progress; `wait` ends with its signal. */
const run: Run<Ask> = async (ask, { signal, onProgress }) => {
  if (ask === 'fail') throw new Error('no')
  if (ask === 'wait') {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  for (const step of [1, 2, 3]) onProgress(step)
  return { value: 'counted' }
}

/** A worker that answers when it is told to. */
class QuietWorker extends EventTarget {
  readonly heard: ToWorker<Ask>[] = []
  postMessage(message: ToWorker<Ask>): void {
    this.heard.push(message)
  }
  terminate(): void {}
  say(data: object): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const inline = () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  return workerChannel<Ask>(forbidden, () => Promise.resolve(run))
}
const quiet = () => {
  const worker = new QuietWorker()
  const channel = workerChannel<Ask>(
    () => worker as unknown as Worker,
    () => Promise.resolve(run),
  )
  return { worker, channel }
}

describe('progress is heard before the answer', () => {
  it('of a worker', async () => {
    const { worker, channel } = quiet()
    const steps: unknown[] = []
    const answer = channel.ask('count', { onProgress: (step) => steps.push(step) })
    worker.say({ id: 1, progress: 1 })
    worker.say({ id: 1, progress: 2 })
    worker.say({ id: 1, ok: true, value: 'done' })
    expect(await answer).toBe('done')
    expect(steps).toEqual([1, 2])
  })
  it('inline', async () => {
    const steps: unknown[] = []
    expect(await inline().ask('count', { onProgress: (step) => steps.push(step) })).toBe('counted')
    expect(steps).toEqual([1, 2, 3])
  })
})

describe('an abort', () => {
  it('rejects at once, tells the worker, and its late answer is dropped', async () => {
    const { worker, channel } = quiet()
    const controller = new AbortController()
    const answer = channel.ask('wait', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
    expect(worker.heard).toEqual([
      { id: 1, ask: 'wait' },
      { id: 1, cancel: true },
    ])
    worker.say({ id: 1, ok: true, value: 'late' })
  })
  it('before the question asks nothing', async () => {
    const { worker, channel } = quiet()
    await expect(channel.ask('count', { signal: AbortSignal.abort() })).rejects.toThrow('abort')
    expect(worker.heard).toEqual([])
  })
  it('ends what runs inline', async () => {
    const controller = new AbortController()
    const answer = inline().ask('wait', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })
})

it('a worker that dies in the middle of an answer is not asked again: its beginning was heard', async () => {
  const { worker, channel } = quiet()
  const steps: unknown[] = []
  const answer = channel.ask('count', { onProgress: (step) => steps.push(step) })
  worker.say({ id: 1, progress: 1 })
  worker.dispatchEvent(new Event('error'))
  await expect(answer).rejects.toThrow('has stopped')
  expect(steps).toEqual([1])
})

it('a failure keeps its code and words', async () => {
  const { worker, channel } = quiet()
  const answer = channel.ask('fail')
  worker.say({ id: 1, ok: false, code: 'tooLarge', message: 'Too much.' })
  await expect(answer).rejects.toMatchObject({ code: 'tooLarge', message: 'Too much.' })
})

it('who waits when all is closed is told', async () => {
  const { channel } = quiet()
  const answer = channel.ask('count')
  channel.dispose()
  await expect(answer).rejects.toThrow('closed')
})

it('an inline core that could not be loaded is tried again', async () => {
  let loads = 0
  const channel = workerChannel<Ask>(
    () => {
      throw new Error('forbidden')
    },
    () => (++loads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(run)),
  )
  await expect(channel.ask('count')).rejects.toMatchObject({ code: 'unreachable' })
  expect(await channel.ask('count')).toBe('counted')
})
