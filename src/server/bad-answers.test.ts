import { afterAll, afterEach, vi } from 'vitest'
import { localSource } from '../sources/local/client.ts'
import { SCENARIO_SPANS, badAnswerRules } from '../testing/contract/bad-answer-rules.ts'
import { protoOf } from '../testing/documents.ts'
import { openApp, storeProto } from './harness.ts'

const app = openApp()
await storeProto(app.store, protoOf(SCENARIO_SPANS))
afterEach(() => void vi.unstubAllGlobals())
afterAll(async () => {
  app.close()
  await app.store.close()
})

const BASE = 'http://localhost:4319'

badAnswerRules(
  'the local store',
  (fetch) => {
    vi.stubGlobal('fetch', fetch)
    return localSource(BASE)
  },
  async (input, init) => app.fetch(new Request(input, init)),
)
