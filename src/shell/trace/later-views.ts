import { type ReactNode, useEffect } from 'react'
import { later } from '../../ui/later.tsx'
import type { JourneyView } from '../../views/journey/JourneyView.tsx'
import type { LinkGraphView } from '../../views/link-graph/LinkGraphView.tsx'

/** A view that is shown when its chunk has come. */
type Later<View extends (props: never) => ReactNode> = (props: Parameters<View>[0]) => ReactNode

const loadGraph = async () =>
  (await import('../../views/link-graph/LinkGraphView.tsx')).LinkGraphView
const loadJourney = async () => (await import('../../views/journey/JourneyView.tsx')).JourneyView

/** The views of a trace that are not the first to be seen. */
export const GraphTab: Later<typeof LinkGraphView> = later(loadGraph)
export const JourneyTab: Later<typeof JourneyView> = later(loadJourney)

/** Loads them while there is nothing else to do, so that their tabs open at once. */
export function usePreloadedViews(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in window)) return
    const idle = window.requestIdleCallback(() => {
      // Who opens the tab tries again, and is told.
      for (const load of [loadGraph, loadJourney]) load().catch(() => {})
    })
    return () => window.cancelIdleCallback(idle)
  }, [])
}
