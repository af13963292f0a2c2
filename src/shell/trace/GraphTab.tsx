import { type ComponentProps, useEffect, useState } from 'react'
import type { LinkGraphView } from '../../views/link-graph/LinkGraphView.tsx'

type View = typeof LinkGraphView

/** The link graph, a chunk of its own. Loaded by hand, since React holds back what has suspended for 0.3 s. */
export function GraphTab(props: ComponentProps<View>) {
  const [loaded, setLoaded] = useState<{ View: View } | { error: unknown } | null>(null)
  useEffect(() => {
    let isWanted = true
    loadGraph().then(
      (View) => isWanted && setLoaded({ View }),
      (error: unknown) => isWanted && setLoaded({ error }),
    )
    return () => {
      isWanted = false
    }
  }, [])
  if (loaded === null) return null
  // For the error boundary of the screen.
  if ('error' in loaded) throw loaded.error
  return <loaded.View {...props} />
}

async function loadGraph(): Promise<View> {
  return (await import('../../views/link-graph/LinkGraphView.tsx')).LinkGraphView
}

/** Loads it while there is nothing else to do, so that the tab opens at once. */
export function usePreloadedGraph(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in window)) return
    const idle = window.requestIdleCallback(() => void loadGraph().catch(() => {}))
    return () => window.cancelIdleCallback(idle)
  }, [])
}
