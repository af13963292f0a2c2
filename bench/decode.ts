/** Decoding and building a trace of 100,000 spans (or as many as are asked for), beside JSON.parse alone. */
import { buildTrace, groupByTrace } from '../src/model/trace-builder.ts'
import { decodeJson } from '../src/otlp/decode-json.ts'
import { decodeProto } from '../src/otlp/decode-proto.ts'
import { bigTraceJson, bigTraceProto } from '../src/testing/big-trace.ts'
import { median } from './figures.ts'

const RUNS = 7
const spans = Number(process.argv[2] ?? 100_000)
const proto = bigTraceProto({ spans })
const json = bigTraceJson({ spans })
const batch = decodeProto(proto)
const [[traceId, indices]] = groupByTrace(batch)

const works = {
  'JSON.parse alone': () => JSON.parse(json) as unknown,
  decodeJson: () => decodeJson(json),
  decodeProto: () => decodeProto(proto),
  buildTrace: () => buildTrace(batch, traceId, indices),
}
const times = new Map<string, number[]>()
for (let run = 0; run < RUNS; run++) {
  for (const [name, work] of Object.entries(works)) {
    const from = performance.now()
    work()
    times.set(name, [...(times.get(name) ?? []), performance.now() - from])
  }
}

const alone = median(times.get('JSON.parse alone') ?? [])
console.log(
  `${spans} spans, median of ${RUNS} runs; protobuf ${proto.length >> 20} MiB, JSON ${json.length >> 20} MiB`,
)
for (const [name, all] of times) {
  const ms = median(all)
  const rate = Math.round(spans / ms)
  console.log(
    `${name.padEnd(18)} ${ms.toFixed(0).padStart(6)} ms ${String(rate).padStart(6)}k spans/s   ${(ms / alone).toFixed(2)} × JSON.parse`,
  )
}
