/** google.rpc.Code, as far as it is used here (googleapis, google/rpc/code.proto). */
export const RPC_CODE = {
  invalidArgument: 3,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} satisfies Record<string, number>

/** Why an export request is refused, in the terms of OTLP/HTTP. */
export class ExportProblem extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'ExportProblem'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Senders wait this long before they try again (opentelemetry.io/docs/specs/otlp, OTLP/HTTP throttling). */
const RETRY_AFTER_SECONDS = 5

export function unavailable(message: string): ExportProblem {
  return new ExportProblem(503, RPC_CODE.unavailable, message, {
    'retry-after': String(RETRY_AFTER_SECONDS),
  })
}
