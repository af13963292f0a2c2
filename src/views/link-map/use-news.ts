import { useSyncExternalStore } from 'react'
import type { EndedMap } from '../../queries/link-map.ts'
import { useExplorer } from '../../queries/use-explorer.ts'

/** Whether what arrived since a map was asked for may change it: links, or, where links lead to what was not there, any span. */
export function useNews(map: EndedMap | undefined): boolean {
  const explorer = useExplorer()
  const now = useSyncExternalStore(
    (listener) => explorer.onArrival(listener),
    () => explorer.arrivals,
  )
  if (!map) return false
  const { links, spans } = map.arrivals
  const isDangling = map.services.edges.some(({ cause }) => cause === null)
  return now.links > links || (isDangling && now.spans > spans)
}
