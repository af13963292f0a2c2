import type { GraphSelection } from '../../state/graph-state.ts'
import type { SceneBox, SceneEdge } from './scene/scene.ts'

/** The key of what is selected, as scenes have it. */
export function selectedKey(selection: GraphSelection | null): string | null {
  switch (selection?.what) {
    case undefined:
      return null
    case 'trace':
      return `trace ${selection.traceId}`
    case 'stack':
      return `stack ${selection.stack}`
    case 'link':
    case 'links':
      return selection.edge
  }
}

export function selectionOf(what: SceneBox | SceneEdge): GraphSelection {
  if ('item' in what) {
    return what.item.kind === 'box'
      ? { what: 'trace', traceId: what.item.box.traceId }
      : { what: 'stack', stack: what.item.stack }
  }
  return what.link ? { what: 'link', edge: what.link.key } : { what: 'links', edge: what.key }
}
