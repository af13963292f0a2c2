import type { Place } from '../state/places.ts'
import { type Later, later } from '../ui/later.tsx'
import { Coming } from './Coming.tsx'
import type { TraceScreen as Trace } from '../shell/trace/TraceScreen.tsx'
import type { LinkMapScreen as LinkMap } from '../views/link-map/LinkMapScreen.tsx'
import type { SearchScreen as Search } from '../views/search/SearchScreen.tsx'

type LaterScreen<Screen extends (props: never) => unknown> = Later<Parameters<Screen>[0]>

/** Each screen is a chunk of its own: what a page does not show, it need not evaluate. */
export const SearchScreen: LaterScreen<typeof Search> = later(
  async () => (await import('../views/search/SearchScreen.tsx')).SearchScreen,
  Coming,
)
export const TraceScreen: LaterScreen<typeof Trace> = later(
  async () => (await import('../shell/trace/TraceScreen.tsx')).TraceScreen,
  Coming,
)
export const LinkMapScreen: LaterScreen<typeof LinkMap> = later(
  async () => (await import('../views/link-map/LinkMapScreen.tsx')).LinkMapScreen,
  Coming,
)

const SCREENS = { traces: SearchScreen, trace: TraceScreen, map: LinkMapScreen }

/**
 * Begins to load the screen of a place before anything is rendered, and the others when there is time: one by one, or their evaluation
 * would be one long task.
 */
export function preloadScreens(first: Place): void {
  const begun = first.screen === 'unknown' ? Promise.resolve() : SCREENS[first.screen].load()
  void begun.then(async () => {
    for (const screen of Object.values(SCREENS)) {
      await idle()
      await screen.load()
    }
  })
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(resolve, { timeout: 3000 })
    else setTimeout(resolve, 1000)
  })
}
