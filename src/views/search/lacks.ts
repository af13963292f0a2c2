import type { TraceSummary } from '../../model/summary.ts'
import type { TraceSource } from '../../sources/source.ts'

/** What the table can't show of a source's traces, in plain sentences. */
export function lacks(traces: readonly TraceSummary[], source: TraceSource): string[] {
  const none = (what: string, isThere: (trace: TraceSummary) => boolean) =>
    traces.some(isThere) ? [] : [what]
  const untold = [
    ...none('the number of spans', ({ spanCount }) => spanCount !== null),
    ...none('links out', ({ linksOut }) => linksOut !== null),
    ...none('linked from', ({ linkedFrom }) => linkedFrom !== null),
    ...none('the shape of a trace', ({ shape }) => shape.length > 0),
  ]
  return [
    ...(traces.length > 0 && untold.length > 0
      ? [`Not told by this source’s search: ${untold.join(', ')}.`]
      : []),
    ...(arrivesUnseen(source) ? ['New traces don’t show by themselves here: search again.'] : []),
  ]
}

/** Files don't change, and running systems that are asked over a network do. */
function arrivesUnseen({ capabilities, probe }: TraceSource): boolean {
  return !capabilities.watch && probe !== undefined
}
