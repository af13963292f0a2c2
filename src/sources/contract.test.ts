import { ADAPTERS } from '../testing/contract/adapters.ts'
import { holdToContract } from '../testing/contract/contract.ts'
import { STAGED } from '../testing/contract/staged-subjects.ts'
import { STAGED_JAEGER_JSON } from '../testing/contract/lost-by.ts'
import { jsonOf, protoOf } from '../testing/documents.ts'
import { jaegerJson } from '../testing/jaeger-json.ts'
import type { Subject } from '../testing/contract/subject.ts'
import { drawnTraceId } from '../testing/trace-notation.ts'
import type { Span } from '../model/span.ts'
import { atOnce } from '../base/slices.ts'
import { fileSource } from './file/client.ts'
import { decodeFile } from './file/decode-file.ts'

const jsonBytes = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))

/** Each trace in a file of its own. */
const FILES: readonly (Omit<Subject, 'start'> & {
  readonly write: (spans: readonly Span[]) => Uint8Array
})[] = [
  { name: 'OTLP protobuf files', losses: [], write: protoOf },
  {
    name: 'OTLP JSON files',
    losses: [],
    write: (spans) => new TextEncoder().encode(jsonOf(spans)),
  },
  {
    name: 'Jaeger JSON files',
    losses: STAGED_JAEGER_JSON,
    unreadable: ['not-a-number'],
    write: (spans) => jsonBytes(jaegerJson(spans)),
  },
]

for (const { write, ...subject } of FILES) {
  holdToContract({
    ...subject,
    async start(spans) {
      const left = new Set<string>(subject.unreadable?.map(drawnTraceId))
      const traces = Map.groupBy(spans, ({ ref }) => ref.traceId)
      const files = [...traces]
        .filter(([id]) => !left.has(id))
        .map(([id, some]) => atOnce(decodeFile(id, write(some))))
      const { signal } = new AbortController()
      const source = await fileSource(files, { signal })
      return { source, [Symbol.asyncDispose]: () => Promise.resolve() }
    },
  })
}

for (const { name, kind, losses, unreadable, exempt, answer } of STAGED) {
  holdToContract({
    name,
    exempt,
    losses,
    unreadable,
    start: async (spans) => ({
      source: ADAPTERS[kind]({ id: 's', name, base: 'http://staged', fetch: answer(spans) }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  })
}
