import { localSource } from '../sources/local/client.ts'
import { holdToContract } from '../testing/contract/contract.ts'
import { protoOf } from '../testing/documents.ts'
import { openApp, storeProto } from './harness.ts'
import { listen, stopListening } from './listen.ts'

holdToContract({
  name: 'the local store',
  losses: [],
  async start(spans) {
    const app = openApp()
    await storeProto(app.store, protoOf(spans))
    const listening = await listen(app.fetch, { host: '127.0.0.1', port: 0, option: '--port' })
    return {
      source: localSource(`http://127.0.0.1:${listening.port}`),
      async [Symbol.asyncDispose]() {
        await stopListening(listening)
        app.close()
        await app.store.close()
      },
    }
  },
})
