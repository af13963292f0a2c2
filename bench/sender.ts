/** A worker that sends some 5,000 new spans a second, until it is ended. `workerData` is where OTLP goes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { protoOf } from '../src/testing/documents.ts'
import { requestSpans } from './requests.ts'

const EVERY_MS = 100
const headers = { 'content-type': 'application/x-protobuf' }

for (let number = 0, next = performance.now(); ; number++) {
  const body = protoOf(requestSpans(number)).slice()
  await fetch(`${String(workerData)}/v1/traces`, { method: 'POST', headers, body })
  next = Math.max(next + EVERY_MS, performance.now())
  await sleep(Math.max(0, next - performance.now()))
}
