/**
 * The sources that a server knows, `GET /api/v1/sources`, and where its gateway hands their requests on: shared by the server and
 * the app.
 */
import * as z from 'zod/mini'

/** The gateway answers under this path, then the id of the source, then the source's own path. */
export const GATEWAY_PATH = '/gateway'

/**
 * Set when the gateway itself failed, to the code of its `apiError` body. Without it, status and body are the source's own:
 * some sources answer with bodies that look alike.
 */
export const GATEWAY_ERROR_HEADER = 'x-gateway-error'

/** The body of such an answer. Another code is a refusal that no adapter meets, such as that of a page elsewhere. */
export const gatewayError = z.object({
  error: z.object({
    code: z.catch(
      z.enum([
        'badQuery',
        'malformed',
        'notFound',
        'timeout',
        'tooLarge',
        'unreachable',
        'unsupported',
      ]),
      'unsupported',
    ),
    message: z.string(),
  }),
})

/** What a gateway can stand in front of. */
export const UPSTREAM_KINDS = ['jaeger', 'tempo', 'victoria', 'signoz'] as const
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number]

/** `unknown`: it was asked and has not answered yet. `message` says why it is not `ok`, as a plain sentence. */
export const sourceHealth = z.object({
  state: z.enum(['ok', 'failed', 'unknown']),
  message: z.nullable(z.string()),
})
export type SourceHealth = z.infer<typeof sourceHealth>

/** The id of the source that opened files make, whether a person chose them or the server hands them out. */
export const FILES_ID = 'files'

/** A file that the server hands out. */
export const servedFile = z.object({
  name: z.string(),
  /** Its bytes. */
  href: z.string(),
  /** Bytes, when the server was started. */
  size: z.number(),
})
export type ServedFile = z.infer<typeof servedFile>

export const sourceEntry = z.object({
  /** Fit for a URL. */
  id: z.string(),
  kind: z.enum(['local', 'file', ...UPSTREAM_KINDS]),
  name: z.string(),
  /** Goes in front of the source's own paths; empty for the local store and for files. */
  base: z.string(),
  /** What a source of kind `file` is made of, to be read by whoever asks. */
  files: z.optional(z.array(servedFile)),
  health: sourceHealth,
})

/** In the order configured, the local store first. */
export const sourcesAnswer = z.object({ sources: z.array(sourceEntry) })
