import type { TraceId } from '../../model/ids.ts'
import type { UpstreamKind } from '../../sources/gateway-schema.ts'

/** How one kind of source is started and asked whether it is there. */
export interface Recipe {
  /** As people say it: "Jaeger 2.13". */
  readonly name: string
  readonly version: string
  /** What `--source KIND=URL` takes; `local` is the explorer's own server. */
  readonly kind: UpstreamKind | 'local'
  /** The program; undefined where it could not be had, which `missing` explains. */
  readonly program: () => string | undefined
  readonly missing: string
  /** How many free ports {@link plan} wants. */
  readonly ports: number
  readonly plan: (ports: readonly number[], folder: string) => Plan
  /** How long it may take to get ready, in milliseconds. */
  readonly readyWithin: number
}

export interface Plan {
  readonly args: readonly string[]
  /** Files to write into the folder first, by name. */
  readonly files?: Readonly<Record<string, string>>
  /** Where the source's API begins. */
  readonly url: string
  /** Where OTLP/HTTP begins, as `OTEL_EXPORTER_OTLP_ENDPOINT` has it: `/v1/traces` comes after it. */
  readonly otlpHttp: string
  /** Answers 200 when the source is ready. */
  readonly ready: string
  /** How many spans of a trace a search can find; 0 while there is none. */
  readonly countSpans: (id: TraceId) => Promise<number>
}

/** JSON of a GET; undefined for a 404. */
export async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (answer.status === 404) return undefined
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
