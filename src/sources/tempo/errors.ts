import { failure, plainMessage } from '../http.ts'
import { SourceError, type SourceErrorCode } from '../source.ts'

/** Beside what HTTP says in general: a trace over the limit, and a query that the server itself gave up. */
const CODE_OF_STATUS: Readonly<Record<number, SourceErrorCode>> = {
  422: 'tooLarge',
  499: 'timeout',
}

/** The error of an answer: Tempo sends its messages as plain text. */
export function failureOf({ status, headers }: Response, body: string): SourceError {
  const message = plainMessage(body)
  if (status === 401 && message !== null && /no org id/i.test(message)) {
    return new SourceError(
      'tenantMissing',
      `This Tempo serves several tenants and was asked without one (“${message}”). Configure the source’s tenant.`,
    )
  }
  const code = CODE_OF_STATUS[status]
  if (code) return new SourceError(code, message ?? `The source answered ${status}.`)
  return failure(status, message, headers)
}

/** The longest time that a search may span, in seconds, where an error says that it was exceeded; else null. */
export function allowedRange({ code, message }: SourceError): number | null {
  if (code !== 'badQuery') return null
  const [, hours, minutes, seconds] =
    /exceed\w*\D*?(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?/i.exec(message) ?? []
  const range = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return /range/i.test(message) && range > 0 ? range : null
}
