import type { ApiErrorCode } from '../api/problem.ts'

/** Why a source gave no answer that can be handed on. */
export class SourceFailure extends Error {
  readonly code: Extract<ApiErrorCode, 'timeout' | 'unreachable' | 'malformed'>

  /** `message` is the rest of a sentence that begins with the source: "refused the connection.". */
  constructor(code: SourceFailure['code'], message: string) {
    super(message)
    this.name = 'SourceFailure'
    this.code = code
    // A source that fails is no bug of ours: where this is logged it takes one line.
    this.stack = this.sentence('A source')
  }

  sentence(subject: string): string {
    return `${subject} ${this.message}`
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection: nothing listens at its address.',
  ECONNRESET: 'closed the connection without an answer.',
  EPIPE: 'closed the connection without an answer.',
  ENOTFOUND: 'can’t be found: no machine has the name in its address.',
  EAI_AGAIN: 'can’t be found: its name could not be looked up.',
  EHOSTUNREACH: 'can’t be reached: there is no way to its machine.',
  ENETUNREACH: 'can’t be reached: there is no way to its network.',
  ETIMEDOUT: 'can’t be reached: its machine does not answer.',
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a TLS certificate for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a TLS certificate that this machine does not trust.',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a TLS certificate that this machine does not trust.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a TLS certificate that this machine does not trust.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a TLS certificate that this machine does not trust.',
  EPROTO: 'does not speak TLS: is its address http, not https?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS: is its address http, not https?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS: is its address http, not https?',
}

/** An error of the socket in words that hold no address: the page that reads them need not know where a source is. */
export function failureOf(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) return error
  const code = String((error as { code?: unknown }).code)
  // llhttp's codes: the bytes that came are no HTTP answer.
  const reason = code.startsWith('HPE_')
    ? 'does not speak HTTP: is its address that of another port?'
    : (REASONS[code] ?? `can’t be reached (${code}).`)
  return new SourceFailure('unreachable', reason)
}

export function timedOut(milliseconds: number): SourceFailure {
  return new SourceFailure('timeout', `did not answer within ${milliseconds / 1000} s.`)
}
