import type { ServerOptions } from 'node:http'

/**
 * What a client may keep the server waiting for; without these, a few thousand that send a byte now and then would hold a connection
 * each for minutes (https://nodejs.org/api/http.html#serverheaderstimeout and the following).
 */
export interface ConnectionLimits extends ServerOptions {
  /** Milliseconds for a request's headers. */
  readonly headersTimeout: number
  /** For all of it: 20 MiB at some 1.4 Mbit/s. */
  readonly requestTimeout: number
  /** Between two requests. */
  readonly keepAliveTimeout: number
  /** Between two looks for connections that are over their time. */
  readonly connectionsCheckingInterval: number
  /** Bytes of a request's headers together; more is answered 431. */
  readonly maxHeaderSize: number
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
}
