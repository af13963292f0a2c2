import type { SpanKey, TraceId } from '../ids.ts'
import type { EndTarget, Failure } from './link-graph.ts'
import type { LinksToPage, TraceOutline } from './step.ts'

/** All that was answered. Only ever grows, but for what is forgotten to be asked again. */
export interface Facts {
  readonly traces: ReadonlyMap<TraceId, TraceOutline | Failure>
  /** Pages in their order; the last may be a failure, in place of which the page is asked again. */
  readonly linksTo: ReadonlyMap<TraceId, readonly (LinksToPage | Failure)[]>
  readonly spans: ReadonlyMap<SpanKey, EndTarget>
}
