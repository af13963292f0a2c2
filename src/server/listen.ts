import { type Server, createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { CONNECTION_LIMITS, type ConnectionLimits } from './limits.ts'

/** Why a port can't be listened on: one sentence that says what to do. */
export class ListenError extends Error {}

export interface Listening {
  readonly server: Server
  readonly port: number
}

export interface Address {
  readonly host: string
  readonly port: number
  /** The option that chooses the port, for the message. */
  readonly option: '--port' | '--otlp-port'
}

/** Serves `fetch` on an address. @throws ListenError */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, option }: Address,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<Listening> {
  const listener = getRequestListener(fetch)
  const server = createServer(limits, (request, response) => void listener(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(sentenceOf(error, host, port, option), { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}

function sentenceOf(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  option: Address['option'],
): string {
  if (error.code === 'EADDRINUSE') {
    const none = option === '--otlp-port' ? ', or --otlp-port off for none' : ''
    return `Port ${port} is in use by another process. Stop it, or choose another port with ${option}${none}.`
  }
  if (error.code === 'EACCES') {
    return `Port ${port} is reserved for the system. Choose one above 1023 with ${option}.`
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine has no address ${host}. Choose another with --host.`
  }
  return `Listening on ${host}:${port} failed: ${error.message}.`
}

/** Between two looks for connections that have nothing under way any more. */
const LOOK_EVERY_MS = 20

/** Stops taking requests and lets those under way end; a connection kept alive for more of them is not waited for. */
export async function stopListening({ server }: Listening): Promise<void> {
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  clearInterval(look)
}
