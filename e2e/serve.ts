import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

export interface Serving {
  /** Without a slash at its end. */
  readonly origin: string
  stop(): Promise<void>
}

/** Requests to a free port of this machine, answered in this process. */
export async function serve(
  answer: (request: Request) => Response | Promise<Response>,
): Promise<Serving> {
  const listener = getRequestListener(answer)
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Until who asked waits no more. */
export function givenUp(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve())
  })
}
