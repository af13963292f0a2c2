import * as z from 'zod/mini'
import { apiError } from '../../sources/local/schema.ts'
import { API_PATH } from './api-path.ts'
import type { ApiOperation, Schema } from './operation.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the operations (spec.openapis.org/oas/v3.1.1). */
export function openApiDocument(operations: readonly ApiOperation[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = described(operation)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'trace-link-explorer',
      version,
      description:
        'Times are decimal strings of epoch nanoseconds, as in OTLP JSON: 64 bits do not fit a JSON number.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_PATH }],
    paths,
    components: { schemas: { Error: jsonSchema(apiError) } },
  }
}

function described(operation: ApiOperation): Json {
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    parameters: parametersOf(operation),
    ...(operation.body && {
      requestBody: { required: true, content: jsonContent(jsonSchema(operation.body)) },
    }),
    responses: {
      200: { description: 'The answer.', content: contentOf(operation) },
      ...(operation.notFound && { 404: problem('Not here.') }),
      ...((operation.params || operation.body) && {
        400: problem('A parameter or the body is not valid; the message names it.'),
      }),
      ...(operation.body && { 413: problem('The body is too large.') }),
      ...(operation.method !== 'GET' && { 403: problem('Called by a page of another origin.') }),
      default: problem('The call failed.'),
    },
  }
}

function contentOf({ answer, otherMedia = {} }: ApiOperation): Json {
  const content: Json = answer ? jsonContent(jsonSchema(answer)) : {}
  for (const [media, description] of Object.entries(otherMedia)) {
    content[media] = {
      schema: { ...(media === 'application/json' && { type: 'object' }), description },
    }
  }
  return content
}

function parametersOf({ params, path, about = {} }: ApiOperation): Json[] {
  if (!params) return []
  const { properties = {}, required = [] } = jsonSchema(params) as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`)
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath || required.includes(name),
      ...(about[name] && { description: about[name] }),
      schema,
    }
  })
}

function jsonSchema(schema: Schema): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema)
  return rest
}

function jsonContent(schema: Json): Json {
  return { 'application/json': { schema } }
}

function problem(description: string): Json {
  return { description, content: jsonContent({ $ref: '#/components/schemas/Error' }) }
}
