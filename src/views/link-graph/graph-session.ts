import type { TraceId } from '../../model/ids.ts'
import { FIRST_GOAL } from '../../model/link-graph/goal.ts'
import type { Explorer } from '../../queries/explorer.ts'
import { GraphExpander } from '../../queries/graph-expander.ts'
import type { GraphState } from '../../state/graph-state.ts'
import { SceneMaker } from './scene-maker.ts'

/** The link graph of a trace as it was left: what is known of it, and where everything stands. */
export class GraphSession {
  readonly expander: GraphExpander
  readonly scenes = new SceneMaker()

  constructor({ source, targets, traces }: Explorer, traceId: TraceId, state: GraphState) {
    this.expander = new GraphExpander({
      source,
      targets,
      outline: traces.outline,
      root: { traceId, spanId: null },
      goal: { ...FIRST_GOAL, hops: state.hops, opened: state.opened },
    })
  }

  dispose(): void {
    this.expander.dispose()
    this.scenes.dispose()
  }
}

/** By it an explorer keeps the session. */
export function sessionName(traceId: TraceId): string {
  return `link graph ${traceId}`
}
