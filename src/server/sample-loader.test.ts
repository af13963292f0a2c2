import { expect, test } from 'vitest'
import { openApp } from './harness.ts'
import { sampleRequests } from './sample.ts'

const TRACES = 45
const sampled = () => openApp({ sampleRequests })

test('loads asked for at once are one, and both hear of all traces', async () => {
  const app = sampled()
  const answers = await Promise.all(
    [1, 2].map(() => app.call('/api/v1/sample', { method: 'POST' })),
  )
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
    { traces: TRACES },
    { traces: TRACES },
  ])
  const once = sampled()
  await once.loadSample()
  expect(app.store.counts).toEqual(once.store.counts)
})

test('removing it while it loads leaves nothing of it', async () => {
  const app = sampled()
  const [, removed] = await Promise.all([
    app.call('/api/v1/sample', { method: 'POST' }),
    app.call('/api/v1/sample', { method: 'DELETE' }),
  ])
  expect(await removed.json()).toEqual({ traces: TRACES })
  expect(app.store.counts).toMatchObject({ traces: 0, spans: 0, sampleTraces: 0 })
  expect(app.store.sampleDismissed).toBe(true)
})

test('a load that fails leaves nothing of it, and may be tried again', async () => {
  let broken = true
  const app = openApp({
    sampleRequests: (now) => {
      const requests = sampleRequests(now)
      return broken ? [...requests.slice(0, 2), Uint8Array.of(255)] : requests
    },
  })
  await expect(app.loadSample()).rejects.toThrow(/sample could not be stored/)
  expect(app.store.counts).toMatchObject({ traces: 0, spans: 0, sampleTraces: 0 })
  expect(app.store.sampleDismissed).toBe(false)
  broken = false
  expect(await app.loadSample()).toBe(TRACES)
})
