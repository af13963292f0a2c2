import type { MapNode } from '../../model/link-map/link-map.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import type { MapState } from '../../state/map-state.ts'
import { DEFAULT_SEARCH } from '../../state/search-state.ts'

interface Props {
  readonly node: MapNode
  readonly state: MapState
}

/** The search for the linking spans of an edge, as near as the source can search. */
export function ShowInTraces({ node, state }: Props) {
  const explorer = useExplorer()
  const { unsearchable } = explorer.source.capabilities
  const { time, from, to } = state
  const search = {
    ...DEFAULT_SEARCH,
    time,
    from,
    to,
    service: node.service,
    operation: unsearchable.operation === undefined ? (node.name ?? '') : '',
    links: unsearchable.linksOut === undefined ? ('out' as const) : ('any' as const),
  }
  return (
    <a className="button link-map-show" {...explorer.linkTo({ screen: 'traces', search })}>
      Show these in Traces
    </a>
  )
}
