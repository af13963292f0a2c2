import {
  type FocusEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useExplorer, useHref } from '../../queries/use-explorer.ts'
import { FRESH_GRAPH, type GraphView, updateGraphView } from '../../state/view-store.ts'

export interface KeptMap {
  /** How the map was left when it was here last. `k` 0: as it fits. */
  readonly left: GraphView
  readonly keep: (change: Partial<GraphView>) => void
  /** For the screen: notes what has the focus. */
  readonly onFocus: (event: FocusEvent) => void
}

/**
 * Keeps, by URL, where the map is scrolled to, what of its picture is in sight, and which of the elements with `data-kept` had the focus.
 * Back and reload return there; the focus only where it is nowhere else.
 */
export function useKeptMap(screen: RefObject<HTMLElement | null>, ready: boolean): KeptMap {
  const { views } = useExplorer()
  const href = useHref()
  const [left] = useState(() => views.getState().graphs[href] ?? FRESH_GRAPH)
  const now = useRef(left)
  const keep = useCallback(
    (change: Partial<GraphView>) => {
      now.current = { ...now.current, ...change }
      updateGraphView(views, href, now.current)
    },
    [views, href],
  )
  // With another edge chosen the same map has another URL.
  useLayoutEffect(() => {
    keep({})
  }, [keep])
  useLayoutEffect(() => {
    const node = screen.current
    if (!node || !ready) return
    node.scrollTo({ top: left.scrollTop })
    if (left.active !== null && document.activeElement === document.body) {
      const active = node.querySelector<HTMLElement>(`[data-kept="${CSS.escape(left.active)}"]`)
      active?.focus({ preventScroll: true })
    }
  }, [screen, ready, left])
  useLayoutEffect(() => {
    const node = screen.current
    if (!node || !ready) return undefined
    const onScroll = () => keep({ scrollTop: node.scrollTop })
    node.addEventListener('scroll', onScroll, { passive: true })
    return () => node.removeEventListener('scroll', onScroll)
  }, [screen, ready, keep])
  const onFocus = useCallback(
    ({ target }: FocusEvent) =>
      keep({ active: target.closest('[data-kept]')?.getAttribute('data-kept') ?? null }),
    [keep],
  )
  return { left, keep, onFocus }
}
