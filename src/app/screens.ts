import { lazy } from 'react'
import type { Place } from '../state/places.ts'

/** Each screen is a chunk of its own: what a page does not show, it need not evaluate. */
const load = {
  traces: () => import('../views/search/SearchScreen.tsx'),
  trace: () => import('../shell/trace/TraceScreen.tsx'),
  map: () => import('../views/link-map/LinkMapScreen.tsx'),
}

export const SearchScreen = lazy(async () => ({ default: (await load.traces()).SearchScreen }))
export const TraceScreen = lazy(async () => ({ default: (await load.trace()).TraceScreen }))
export const LinkMapScreen = lazy(async () => ({ default: (await load.map()).LinkMapScreen }))

/** Begins to load the screen of a place before anything is rendered, and the others when there is time. */
export function preloadScreens(first: Place): void {
  if (first.screen !== 'unknown') void load[first.screen]()
  const others = () => {
    for (const screen of Object.values(load)) void screen()
  }
  if ('requestIdleCallback' in window) window.requestIdleCallback(others, { timeout: 3000 })
  else setTimeout(others, 1000)
}
