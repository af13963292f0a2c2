import { createRoot } from 'react-dom/client'
import { createPreferences } from '../state/preferences.ts'
import { keepKeys } from './keep-keys.ts'
import type { PanelEvents, PanelInput } from './panel-input.ts'
import { NOTHING_ASKED, readInput } from './read-input.ts'
import type { ShadowPlace } from './shadow-place.ts'
import { TracePanel } from './TracePanel.tsx'

export interface MountedPanel {
  /** The host asks for something else. */
  update(input: PanelInput): void
  /** Ends all that the panel has running. */
  dispose(): void
}

/** Shows a panel in the shadow root of an element. */
export function mountPanel(
  host: HTMLElement,
  { shadow, adopt }: ShadowPlace,
  input: PanelInput,
  events: PanelEvents,
): MountedPanel {
  const container = host.ownerDocument.createElement('div')
  container.className = 'reset'
  const dropStyles = adopt(PANEL_CSS)
  shadow.append(container)
  const stopKeys = keepKeys(host)
  const root = createRoot(container)
  // Nothing of a person's is read or kept: the page decides.
  const preferences = createPreferences(null)
  let shown = readInput(input, NOTHING_ASKED, host.baseURI, preferences)
  const render = () =>
    root.render(<TracePanel {...shown} preferences={preferences} events={events} />)
  render()
  return {
    update(next) {
      shown = readInput(next, shown.options, host.baseURI, preferences)
      render()
    },
    dispose() {
      stopKeys()
      root.unmount()
      container.remove()
      dropStyles()
    },
  }
}
