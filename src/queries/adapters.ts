import type { UpstreamKind } from '../sources/gateway-schema.ts'
import type { TraceSource } from '../sources/source.ts'

export interface AdapterOptions {
  readonly id: string
  readonly name: string
  /** The address below which the source answers, without a slash at its end. */
  readonly base: string
}

type Adapter = (options: AdapterOptions) => TraceSource

/** An adapter is loaded when its source is first chosen. */
const ADAPTERS: { readonly [K in UpstreamKind]: () => Promise<Adapter> } = {
  jaeger: async () => (await import('../sources/jaeger/client.ts')).jaegerSource,
  tempo: async () => (await import('../sources/tempo/client.ts')).tempoSource,
  victoria: async () => (await import('../sources/victoria/client.ts')).victoriaSource,
  signoz: async () => (await import('../sources/signoz/client.ts')).signozSource,
}

/** A source of this kind, which has said what it can do. @throws SourceError while it can't be reached */
export async function adaptedSource(
  kind: UpstreamKind,
  options: AdapterOptions,
  signal: AbortSignal,
): Promise<TraceSource> {
  const source = (await ADAPTERS[kind]())(options)
  await source.probe?.(signal)
  return source
}
