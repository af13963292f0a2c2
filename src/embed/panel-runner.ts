import { type FileAsk, fileRunner } from '../queries/file-host.ts'
import { type TraceAsk, traceRunner } from '../queries/trace-host.ts'
import type { Run } from '../queries/worker-channel.ts'

export type PanelAsk = TraceAsk | FileAsk

/** One worker does all of a panel's work: a page may hold many panels. */
export function panelRunner(): Run<PanelAsk> {
  const traces = traceRunner()
  const files = fileRunner()
  return (ask, how) => {
    switch (ask.what) {
      case 'read':
      case 'keep':
      case 'call':
        return files(ask, how)
      default:
        return traces(ask, how)
    }
  }
}
