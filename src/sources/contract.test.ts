import { holdToContract } from '../testing/contract/contract.ts'
import { STAGED } from '../testing/contract/staged-subjects.ts'
import { protoOf } from '../testing/documents.ts'
import { atOnce } from '../base/slices.ts'
import { fileSource } from './file/client.ts'
import { decodeFile } from './file/decode-file.ts'
import { jaegerSource } from './jaeger/client.ts'
import { tempoSource } from './tempo/client.ts'
import { victoriaSource } from './victoria/client.ts'

const SOURCES = { jaeger: jaegerSource, tempo: tempoSource, victoria: victoriaSource }

holdToContract({
  name: 'files',
  losses: [],
  async start(spans) {
    const file = atOnce(decodeFile('all.pb', protoOf(spans)))
    const { signal } = new AbortController()
    const source = await fileSource([file], { signal })
    return { source, [Symbol.asyncDispose]: () => Promise.resolve() }
  },
})

for (const { name, kind, losses, unreadable, answer } of STAGED) {
  holdToContract({
    name,
    losses,
    unreadable,
    start: async (spans) => ({
      source: SOURCES[kind]({ id: 's', name, base: 'http://staged', fetch: answer(spans) }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  })
}
