import * as http from 'node:http'
import * as https from 'node:https'
import { failureOf, timedOut } from './failure.ts'
import type { Upstream } from './upstream.ts'

/** Connections to sources, kept open between requests; those that wait do not keep the process alive. */
export interface Connections {
  readonly http: http.Agent
  readonly https: https.Agent
}

export function openConnections(): Connections {
  return {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true }),
  }
}

export interface Question {
  readonly method: string
  /** Below the source's address, with its query string. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly signal: AbortSignal
  /** Milliseconds to the first byte of the answer. */
  readonly timeout: number
}

/**
 * Asks a source, and resolves when its answer begins. `node:http` and not `fetch`: compressed bytes pass as they came, and
 * nothing is followed, decoded or added. An abort ends the connection, before the answer and in the middle of it.
 * @throws SourceFailure, or the abort
 */
export function ask(
  { url, credentials }: Upstream,
  question: Question,
  connections: Connections,
): Promise<http.IncomingMessage> {
  const { method, path, body, signal, timeout } = question
  const headers: Record<string, string> = { ...question.headers }
  if (body) headers['content-length'] = String(body.length)
  credentials.addTo(headers)
  const options = { method, headers, signal, path: url.pathname.replace(/\/$/, '') + path }

  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const send = (): http.ClientRequest => {
    const outgoing =
      url.protocol === 'https:'
        ? https.request(url, { ...options, agent: connections.https })
        : http.request(url, { ...options, agent: connections.http })
    outgoing.once('response', (answer) => {
      clearTimeout(timer)
      resolve(answer)
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The other side may give up a kept connection just as it is used again; every request here only reads.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted) {
        current = send()
        return
      }
      clearTimeout(timer)
      reject(signal.aborted ? error : failureOf(error))
    })
    outgoing.end(body)
    return outgoing
  }
  const timer = setTimeout(() => current.destroy(timedOut(timeout)), timeout)
  let current = send()
  return promise
}
