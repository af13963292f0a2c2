import { serveWorker } from './serve-worker.ts'
import { traceRunner } from './trace-host.ts'

serveWorker(traceRunner())
