import { fetchAhead } from './fetch-ahead.ts'
import type { MountedPanel } from './mount-panel.tsx'
import type { PanelEvents, PanelInput } from './panel-input.ts'
import { PLACE, type ShadowPlace, shadowPlace } from './shadow-place.ts'

const FAILED = 'The panel could not be loaded: a file of it is missing, or the network is gone.'

/**
 * A panel whose code is loaded when there is one to show: a page that defines the element pays for nothing else. A load that
 * failed is tried again when the host asks for something.
 */
export function loadPanel(host: HTMLElement, input: PanelInput, events: PanelEvents): MountedPanel {
  const place = shadowPlace(host)
  const leavePlace = place.adopt(PLACE)
  let latest = input
  let state: 'loading' | 'failed' | 'gone' | MountedPanel = 'loading'
  let sayNoMore = () => {}

  function load(): void {
    state = 'loading'
    fetchAhead(latest)
    import('./mount-panel.tsx').then(
      ({ mountPanel }) => {
        if (state !== 'gone') state = mountPanel(host, place, latest, events)
      },
      () => {
        if (state === 'gone') return
        state = 'failed'
        sayNoMore = say(place, FAILED)
        events.error({ code: 'unreachable', message: FAILED })
      },
    )
  }

  load()
  return {
    update(next) {
      latest = next
      if (typeof state === 'object') return state.update(next)
      if (state !== 'failed') return
      sayNoMore()
      load()
    },
    dispose() {
      if (typeof state === 'object') state.dispose()
      state = 'gone'
      sayNoMore()
      leavePlace()
    },
  }
}

/** Shows a sentence in place of the panel until the answer is called. */
function say({ shadow }: ShadowPlace, sentence: string): () => void {
  const text = shadow.ownerDocument.createElement('p')
  text.setAttribute('role', 'alert')
  text.textContent = sentence
  shadow.append(text)
  return () => text.remove()
}
