import { serveWorker } from '../../../queries/serve-worker.ts'
import { layoutRunner } from './lay-out.ts'

serveWorker(layoutRunner())
