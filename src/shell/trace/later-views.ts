import { type ReactNode, useEffect } from 'react'
import { type Later, later } from '../../ui/later.tsx'
import type { JourneyView } from '../../views/journey/JourneyView.tsx'
import type { LinkGraphView } from '../../views/link-graph/LinkGraphView.tsx'
import type { DetailsPanel as Details } from './DetailsPanel.tsx'
import { DetailsRoom } from './DetailsRoom.tsx'

type LaterView<View extends (props: never) => ReactNode> = Later<Parameters<View>[0]>

/** What is not the first to be seen of a trace. */
export const GraphTab: LaterView<typeof LinkGraphView> = later(
  async () => (await import('../../views/link-graph/LinkGraphView.tsx')).LinkGraphView,
)
export const JourneyTab: LaterView<typeof JourneyView> = later(
  async () => (await import('../../views/journey/JourneyView.tsx')).JourneyView,
)
export const DetailsPanel: LaterView<typeof Details> = later(
  async () => (await import('./DetailsPanel.tsx')).DetailsPanel,
  DetailsRoom,
)

/** Loads them while there is nothing else to do, so that they open at once. */
export function usePreloadedViews(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in window)) return
    let idle = 0
    // One by one: the evaluation of all of them would be one long task.
    const next = ([view, ...others]: readonly { load(): Promise<unknown> }[]) => {
      if (view === undefined) return
      idle = window.requestIdleCallback(() => void view.load().then(() => next(others)))
    }
    next([DetailsPanel, GraphTab, JourneyTab])
    return () => window.cancelIdleCallback(idle)
  }, [])
}

/** Loads the details beside the trace whose span they are of. */
export function useDetailsAhead(isWanted: boolean): void {
  useEffect(() => {
    if (isWanted) void DetailsPanel.load()
  }, [isWanted])
}
