import type { Place } from '../state/places.ts'
import type { PanelEvents, PanelTarget } from './panel-input.ts'
import { type PanelNavigation, panelNavigation } from './panel-navigation.ts'
import type { PanelOptions } from './panel-options.ts'

/** The places of a panel, told to its host in the host's words. `options` is read when a link is made or followed. */
export function navigationFor(
  options: { readonly current: PanelOptions },
  events: PanelEvents,
): PanelNavigation {
  const addressOf: Parameters<typeof panelNavigation>[0]['addressOf'] = (place, href) => {
    const { addressOf, origin } = options.current
    if (addressOf) return addressOf(place)
    // An explorer's own server answers every place with its page.
    const own = origin.from === 'address' && origin.address.kind === 'local'
    return own ? origin.address.url + href : null
  }
  return panelNavigation({
    addressOf,
    follow: (to, from) =>
      events.follow({
        ...targetOf(to),
        from: targetOf(from),
        href: options.current.addressOf?.(to) ?? null,
      }),
    moved(to, from) {
      const [now, before] = [targetOf(to), targetOf(from)]
      if (now.traceId !== before.traceId || now.spanId !== before.spanId) events.select(now)
    },
  })
}

function targetOf(place: Place): PanelTarget {
  if (place.screen !== 'trace') return { traceId: '', spanId: null }
  return { traceId: place.traceId, spanId: place.spanId }
}
