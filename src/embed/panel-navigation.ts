import { type Href, type Navigation, memoryNavigation } from '../state/navigation.ts'
import { type Place, type TracePlace, hrefOf, placeOf } from '../state/places.ts'

export interface PanelNavigation extends Navigation {
  here(): Place
  /** The host shows a place: that is no move of the person's, and nothing is told of it. */
  show(place: Place): void
}

interface Host {
  /** The address of a place in the world outside; null: it has none. */
  addressOf(place: TracePlace, href: Href): string | null
  /** The person leaves the trace, or follows a link inside of it. False: the host goes there itself. */
  follow(to: TracePlace, from: Place): boolean
  /** The person is at another place than before. */
  moved(to: TracePlace, from: Place): void
}

/** Places of a panel are kept in memory; its host hears of the person's moves and may forbid them. */
export function panelNavigation(host: Host): PanelNavigation {
  const memory = memoryNavigation('/')
  let moved = false
  const linkTo = (href: Href) => {
    const place = placeOf(href)
    return place.screen === 'trace' ? host.addressOf(place, href) : null
  }
  return {
    ...memory,
    here: () => placeOf(memory.current()),
    get shareable() {
      return linkTo(memory.current()) !== null
    },
    linkTo: (href) => linkTo(href) ?? memory.linkTo(href),
    moved: () => moved,
    go(href, how) {
      const [from, to] = [placeOf(memory.current()), placeOf(href)]
      // There is nothing else to see in a panel.
      if (to.screen !== 'trace' || href === memory.current()) return
      if (isFollowing(from, to) && !host.follow(to, from)) return
      moved = true
      memory.go(href, how)
      host.moved(to, from)
    },
    show(place) {
      moved = false
      memory.go(hrefOf(place), 'replace')
    },
  }
}

function isFollowing(from: Place, to: TracePlace): boolean {
  if (from.screen !== 'trace') return false
  return from.traceId !== to.traceId || from.trail.length !== to.trail.length
}
