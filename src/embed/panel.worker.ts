import { serveWorker } from '../queries/serve-worker.ts'
import { panelRunner } from './panel-runner.ts'

serveWorker(panelRunner())
