import type { SourceErrorCode } from '../../sources/source.ts'

export type ApiErrorCode = SourceErrorCode | 'forbidden' | 'unavailable' | 'failed'

/** Why a call of the API is refused; answered as `apiError`. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: ApiErrorCode
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: ApiErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export function badParameter(name: string, message: string): ApiProblem {
  return new ApiProblem(400, 'badQuery', `Parameter "${name}": ${message}`)
}

export function apiProblemAnswer({ status, code, message, headers }: ApiProblem): Response {
  return Response.json({ error: { code, message } }, { status, headers })
}
