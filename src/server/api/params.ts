import * as z from 'zod/mini'
import { ByteBudget } from '../receiver/byte-budget.ts'
import { ExportProblem } from '../receiver/problem.ts'
import { readBody } from '../receiver/read-body.ts'
import type { ParamsSchema, Schema } from './operation.ts'
import { ApiProblem, badParameter } from './problem.ts'

const { localeError } = z.locales.en()

/** Of a parameter's value, in UTF-16 code units; a search compares it with millions of others. */
const MAX_LENGTH = 4096
/** Several times what the largest request of the API needs. */
const MAX_BODY_KIB = 256

/**
 * Path and query parameters, checked. A name that the operation does not have is an error too: a filter with a typing error must
 * not find everything.
 * @throws ApiProblem
 */
export function parseParams(
  schema: ParamsSchema | undefined,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
): unknown {
  const shape = schema ? new Map(Object.entries(schema.shape)) : new Map<string, never>()
  const given = new Map<string, unknown>(Object.entries(path))
  for (const name of new Set(query.keys())) {
    const field = shape.get(name)
    if (!field || given.has(name)) throw badParameter(name, 'is not known here')
    const values = query.getAll(name)
    if (values.some((value) => value.length > MAX_LENGTH)) {
      throw badParameter(name, `is over ${MAX_LENGTH} characters`)
    }
    if (takesMany(field)) given.set(name, values)
    else if (values.length === 1) given.set(name, values[0])
    else throw badParameter(name, 'is given more than once')
  }
  if (!schema) return {}
  const parsed = z.safeParse(schema, Object.fromEntries(given), { error: localeError })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badParameter(String(issue.path[0]), issue.message)
}

function takesMany(field: unknown): boolean {
  return field instanceof z.ZodMiniOptional && field.def.innerType instanceof z.ZodMiniArray
}

/** @throws ApiProblem */
export async function parseBody(schema: Schema, request: Request): Promise<unknown> {
  const document = jsonOf(await bodyOf(request))
  const parsed = z.safeParse(schema, document, { error: localeError })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ApiProblem(400, 'badQuery', `Body at "${issue.path.join('.')}": ${issue.message}`)
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const maxBytes = MAX_BODY_KIB * 1024
  try {
    return await readBody(request, maxBytes, new ByteBudget(maxBytes).open())
  } catch (error) {
    if (!(error instanceof ExportProblem)) throw error
    const { status, message, headers } = error
    if (status !== 413) throw new ApiProblem(status, 'badQuery', message, headers)
    throw new ApiProblem(413, 'tooLarge', `The body is over ${MAX_BODY_KIB} KiB.`, headers)
  }
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new ApiProblem(400, 'badQuery', 'The body is not JSON.')
  }
}
