import * as fc from 'fast-check'
import { describe, test } from 'vitest'
import { atOnce } from '../base/slices.ts'
import { buildTrace, groupByTrace } from '../model/trace-builder.ts'
import { tracesToJson } from '../otlp/json-span.ts'
import { checkBuilt } from '../testing/check-table.ts'
import { protoOf } from '../testing/documents.ts'
import { jaegerJson } from '../testing/jaeger-json.ts'
import { signozV1Json } from '../testing/signoz-json.ts'
import { spoils } from '../testing/spoil-answer.ts'
import { orTypedError } from '../testing/typed-error.ts'
import { zipkinJson } from '../testing/zipkin-json.ts'
import { decodeFile } from './file/decode-file.ts'
import { SCENARIO_SPANS, badAnswerRules } from '../testing/contract/bad-answer-rules.ts'
import { STAGED } from '../testing/contract/staged-subjects.ts'
import { ADAPTERS } from '../testing/contract/adapters.ts'

for (const { name, kind, answer } of STAGED) {
  const sourceOf = (fetch: typeof globalThis.fetch) =>
    ADAPTERS[kind]({ id: 's', name, base: 'http://staged', fetch })
  badAnswerRules(name, sourceOf, answer(SCENARIO_SPANS))
}

describe('whatever a file holds, spans come out, or a typed error', () => {
  test.each([
    ['OTLP protobuf', protoOf(SCENARIO_SPANS)],
    ['OTLP JSON', textOf(tracesToJson(SCENARIO_SPANS))],
    ['Jaeger JSON', textOf(jaegerJson(SCENARIO_SPANS))],
    ['Zipkin JSON', textOf(zipkinJson(SCENARIO_SPANS))],
    ['SigNoz JSON', textOf(signozV1Json(SCENARIO_SPANS))],
  ])('of %s', async (_, bytes) => {
    await fc.assert(
      fc.asyncProperty(spoils, async (spoil) => {
        const answer = await spoil(new Response(Uint8Array.from(bytes)))
        // A file that can't be read to its end is the reader's matter.
        const spoilt = await answer.arrayBuffer().catch(() => new ArrayBuffer(0))
        const file = orTypedError(() => atOnce(decodeFile('spoilt', new Uint8Array(spoilt))))
        if (!file) return
        for (const [traceId, indices] of groupByTrace(file.batch)) {
          checkBuilt(buildTrace(file.batch, traceId, indices), file.batch)
        }
      }),
      { numRuns: 200 },
    )
  })
})

function textOf(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document))
}
