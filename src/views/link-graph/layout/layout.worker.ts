import { serveWorker } from '../../../queries/serve-worker.ts'
import { layoutRunner } from './layout-host.ts'

serveWorker(layoutRunner())
