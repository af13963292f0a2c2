/** The floor of reading a trace: its bytes from the same database by the simplest statement, over HTTP from a server that does nothing else. */
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { AddressInfo } from 'node:net'

const database = new DatabaseSync(String(workerData), { readOnly: true })
const spans = database.prepare(
  'SELECT body FROM spans WHERE trace_pk = (SELECT pk FROM traces WHERE trace_id = ?)',
)
spans.setReturnArrays(true)
const server = createServer(({ url }, response) => {
  const rows = spans.all(Buffer.from(String(url).slice(1), 'hex')) as unknown as [Uint8Array][]
  response.end(Buffer.concat(rows.map(([body]) => body)))
})
server.listen(0, '127.0.0.1', () => {
  parentPort!.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
