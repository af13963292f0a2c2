import type { Span } from '../../model/span.ts'
import type { TraceSource } from '../../sources/source.ts'
import type { LossId } from './losses.ts'

/** A source under test. */
export interface Subject {
  readonly name: string
  readonly losses: readonly LossId[]
  /** Labels of traces that it can't hand out, with an error that says so. */
  readonly unreadable?: readonly string[]
  /** Rules that it is not held to. */
  readonly exempt?: readonly Exemption[]
  /** The source with these spans, and nothing else, once it can find them. */
  start(spans: readonly Span[]): Promise<Running>
}

/**
 * `whole spans`: what a stand-in loses tells nothing of the real one. `unknown service`: operations of a service that is not there
 * are those of all.
 */
export type Exemption = 'whole spans' | 'unknown service'

export interface Running extends AsyncDisposable {
  readonly source: TraceSource
}
