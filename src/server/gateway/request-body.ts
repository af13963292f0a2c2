import { ApiProblem } from '../api/problem.ts'
import { selectOnly } from './select-only.ts'

/** A query, however many filters it has; traces never come this way. */
export const MAX_REQUEST_BODY = 1024 * 1024

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

export interface RequestBody {
  readonly bytes: Uint8Array
  readonly type: string
}

/**
 * The body of a POST that may be handed on: a form, or JSON whose SQL only reads.
 * @throws ApiProblem
 */
export async function requestBody(request: Request): Promise<RequestBody> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase()
  if (type !== FORM && type !== JSON_TYPE) {
    throw new ApiProblem(415, 'unsupported', `The body has to be ${JSON_TYPE} or ${FORM}.`)
  }
  if (request.headers.has('content-encoding')) {
    throw new ApiProblem(415, 'unsupported', 'The body may not be compressed.')
  }
  const bytes = await limitedBytes(request)
  if (type === FORM) return { bytes, type }
  const checked = selectOnly(new TextDecoder().decode(bytes))
  if (checked !== null) return { bytes: new TextEncoder().encode(checked), type }
  throw new ApiProblem(
    400,
    'badQuery',
    'The body is not JSON, or has SQL other than one SELECT of spans.',
  )
}

async function limitedBytes(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = Number(request.headers.get('content-length')) > MAX_REQUEST_BODY ? Infinity : 0
  if (size === 0 && request.body) {
    for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > MAX_REQUEST_BODY) break
      chunks.push(chunk)
    }
  }
  if (size <= MAX_REQUEST_BODY) return Buffer.concat(chunks)
  const message = `The body is over ${MAX_REQUEST_BODY / (1024 * 1024)} MiB.`
  throw new ApiProblem(413, 'tooLarge', message, { connection: 'close' })
}
