import type * as z from 'zod/mini'
import type { HealthWatch } from '../gateway/health-watch.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { ServableFile } from '../opened-files.ts'
import type { SampleLoader } from '../sample-loader.ts'
import type { Store } from '../store/store.ts'
import type { Notices } from './notices.ts'

/** What the operations work with. */
export interface ApiContext {
  readonly store: Store
  readonly notices: Notices
  /** False: no spans are kept here, the store stays empty. */
  readonly local: boolean
  /** The other sources. */
  readonly upstreams: readonly Upstream[]
  /** Files of this machine that were named at the start. */
  readonly files: readonly ServableFile[]
  readonly health: HealthWatch<Upstream>
  readonly sample: SampleLoader
  readonly version: string
  readonly otlpEndpoints: readonly string[]
  /** Null: in memory. */
  readonly dataDirectory: string | null
  /** Hears of failures that come after an answer has begun. */
  readonly onError: (error: unknown) => void
}

export type ParamsSchema = z.ZodMiniObject
export type Schema = z.ZodMiniType

/** Media types that are no JSON, each with a sentence on its content. */
export type OtherMedia = Readonly<Record<string, string>>

/** One operation, declared once: the routes and the OpenAPI document are made from it. */
export interface ApiOperation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Under `/api/v1`, path parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  /** Path and query parameters together. */
  readonly params?: ParamsSchema
  /** A sentence for parameters that need one. */
  readonly about?: Readonly<Record<string, string>>
  readonly body?: Schema
  readonly answer?: Schema
  readonly otherMedia?: OtherMedia
  readonly notFound?: boolean
  /** It makes sense where no spans are kept. */
  readonly withoutStore?: boolean
  /** `params` and `body` have passed their schemas; a plain value is sent as JSON. */
  handle(
    input: { readonly params: unknown; readonly body: unknown; readonly request: Request },
    context: ApiContext,
  ): unknown
}

interface Typed<P extends ParamsSchema, B extends Schema, A extends Schema> extends Omit<
  ApiOperation,
  'handle'
> {
  readonly params?: P
  readonly body?: B
  readonly answer?: A
  handle(
    input: {
      readonly params: z.output<P>
      readonly body: z.output<B>
      readonly request: Request
    },
    context: ApiContext,
  ): z.input<A> | Response | Promise<z.input<A> | Response>
}

/** Ties a handler's types to its schemas: its input was parsed with these very schemas. */
export function operation<P extends ParamsSchema, B extends Schema, A extends Schema>(
  declared: Typed<P, B, A>,
): ApiOperation {
  return declared
}
