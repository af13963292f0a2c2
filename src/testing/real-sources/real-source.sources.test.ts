import { describe, expect, test } from 'vitest'
import { RECIPES, type RealSourceKind, startRealSource, whyMissing } from './real-source.ts'
import { record, replay } from './recording.ts'
import { EXAMPLES, type Sdk, sendReferenceScenario, sendWithTelemetrygen } from './senders.ts'

const SDKS = Object.keys(EXAMPLES) as Sdk[]

const recordings = Promise.all([
  ...SDKS.map((sdk) => record((endpoint) => sendReferenceScenario(sdk, endpoint))),
  record(sendWithTelemetrygen),
])

test('each SDK sends the same scenario: five traces of one span and one of six', async () => {
  const scenarios = (await recordings).slice(0, SDKS.length)
  for (const { traces } of scenarios) {
    expect([...traces.values()].toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 1, 6])
  }
})

for (const kind of Object.keys(RECIPES) as RealSourceKind[]) {
  const missing = kind === 'victoria' ? whyMissing(kind) : undefined
  describe.skipIf(missing)(RECIPES[kind].name, () => {
    test('finds every span that the SDKs and telemetrygen sent', async () => {
      await using source = await startRealSource(kind)
      for (const recording of await recordings) await replay(recording, source)
    })

    test('answers nothing while it is paused, and goes on afterwards', async () => {
      await using source = await startRealSource(kind)
      await source.pause()
      const asked = fetch(source.url, { signal: AbortSignal.timeout(500) })
      await expect(asked).rejects.toThrow('timeout')
      source.resume()
      expect((await fetch(source.url)).status).toBeLessThan(500)
    })

    test('can’t be reached once it is stopped', async () => {
      const source = await startRealSource(kind)
      await source.stop()
      await expect(fetch(source.url)).rejects.toThrow('fetch failed')
    })
  })
}
