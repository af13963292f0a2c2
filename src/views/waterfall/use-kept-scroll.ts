import { type RefObject, useEffect, useState } from 'react'
import type { TraceId } from '../../model/ids.ts'
import { useExplorer } from '../../queries/use-explorer.ts'
import { FRESH_VIEW, updateTraceView } from '../../state/view-store.ts'

/** Where the trace was scrolled to when it was left; keeps it up to date from then on. */
export function useKeptScroll(traceId: TraceId, scroller: RefObject<HTMLElement | null>): number {
  const { views } = useExplorer()
  const [initial] = useState(() => (views.getState().traces[traceId] ?? FRESH_VIEW).scrollTop)
  useEffect(() => {
    const node = scroller.current
    if (!node) return
    let timer = 0
    const keep = () => updateTraceView(views, traceId, { scrollTop: node.scrollTop })
    // The end of a scroll is what counts; writing at every frame would wake every reader of the store.
    const later = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(keep, 100)
    }
    node.addEventListener('scroll', later, { passive: true })
    return () => {
      window.clearTimeout(timer)
      node.removeEventListener('scroll', later)
    }
  }, [views, traceId, scroller])
  return initial
}
