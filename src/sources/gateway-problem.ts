import * as z from 'zod/mini'
import { GATEWAY_ERROR_HEADER, gatewayError } from './gateway-schema.ts'
import { SourceError } from './source.ts'

/** Why the gateway has no answer of the source; null where the answer is the source's own. */
export async function gatewayProblem(response: Response): Promise<SourceError | null> {
  if (!response.headers.has(GATEWAY_ERROR_HEADER)) return null
  const body: unknown = await response.json().catch(() => null)
  const parsed = z.safeParse(gatewayError, body)
  if (!parsed.success) return new SourceError('unreachable', 'The source can’t be reached.')
  const { code, message } = parsed.data.error
  return new SourceError(code, message)
}
