import type { UpstreamKind } from '../../sources/gateway-schema.ts'
import type { Credentials } from './credentials.ts'

/** A source that is configured: where it is, and how to ask it. */
export interface Upstream {
  /** Unique; lower-case letters, digits and dashes. */
  readonly id: string
  readonly kind: UpstreamKind
  /** For people. */
  readonly name: string
  /** http or https; its path, if any, goes in front of the source's own and has no slash at its end. */
  readonly url: URL
  /** Milliseconds to the first byte of an answer, and between two pieces of it. */
  readonly timeout: number
  readonly credentials: Credentials
}

export const DEFAULT_TIMEOUT = 30_000
