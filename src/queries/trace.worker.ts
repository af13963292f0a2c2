/** The worker: a shim over TraceSessions. One request, one answer; buffers move, they are not copied. */
import { tableBuffers } from '../model/trace-table.ts'
import { SourceError } from '../sources/source.ts'
import { TraceSessions } from './trace-host.ts'
import type { WorkerAnswer, WorkerRequest } from './worker-host.ts'

const sessions = new TraceSessions()
const post = (answer: WorkerAnswer, transfer: Transferable[] = []) =>
  self.postMessage(answer, { transfer })

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  const { id, ask } = data
  try {
    switch (ask.what) {
      case 'open': {
        const value = sessions.open(ask.encoded, ask.traceId)
        return post({ id, ok: true, value }, tableBuffers(value.table))
      }
      case 'span':
        return post({ id, ok: true, value: sessions.span(ask.session, ask.row) })
      case 'raw':
        return post({ id, ok: true, value: sessions.raw(ask.session, ask.row) })
      case 'links':
        return post({
          id,
          ok: true,
          value: sessions.links(ask.session, ask.row, ask.from, ask.to),
        })
      case 'close':
        return sessions.close(ask.session)
    }
  } catch (error) {
    const code = error instanceof SourceError ? error.code : 'malformed'
    post({ id, ok: false, code, message: (error as Error).message })
  }
}
