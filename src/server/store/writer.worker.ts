/** The thread that writes: decodes what was sent, stores it and keeps the store within its limits. */
import { parentPort, workerData } from 'node:worker_threads'
import { Database } from './database.ts'
import { setUpConnection } from './tables.ts'
import { WriterHere } from './writer-here.ts'
import {
  type WriterCall,
  type WriterReply,
  type WriterRequest,
  type WriterTask,
  failureOf,
} from './writer-messages.ts'

/** Rows in one transaction. Nothing waits for this thread but writes, so that they may take longer: some 0.1 s. */
const ROWS_AT_ONCE = 8000

const { name, limits } = workerData as WriterTask
const port = parentPort!
const tell = (reply: WriterReply) => port.postMessage(reply)
const database = Database.beside(name)
setUpConnection(database)
const writer = new WriterHere(
  database,
  limits,
  {
    onNews: (news) => tell({ news }),
    onError: (error) => tell({ failure: failureOf(error) }),
  },
  ROWS_AT_ONCE,
)
port.on('message', ({ id, call }: WriterRequest) => {
  answer(call).then(
    (value) => tell({ id, value }),
    (error: unknown) => tell({ id, failure: failureOf(error) }),
  )
})

async function answer(call: WriterCall): Promise<unknown> {
  switch (call.verb) {
    case 'write':
      return writer.write(call.document, call.encoding)
    case 'removeSample':
      return writer.removeSample()
    case 'dismissSample':
      return writer.dismissSample(call.dismissed)
    case 'enforceLimits':
      return writer.enforceLimits()
    case 'close':
      await writer.close()
      database.close()
      // Ends the thread when the answer is out.
      port.unref()
  }
}
