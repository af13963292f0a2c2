import { fileRunner } from './file-host.ts'
import { serveWorker } from './serve-worker.ts'

serveWorker(fileRunner())
