import { createRoot } from 'react-dom/client'
import { createPreferences } from '../state/preferences.ts'
import { keepKeys } from './keep-keys.ts'
import type { PanelEvents, PanelInput } from './panel-input.ts'
import { NOTHING_ASKED, readInput } from './read-input.ts'
import { TracePanel } from './TracePanel.tsx'

export interface MountedPanel {
  /** The host asks for something else. */
  update(input: PanelInput): void
  /** Ends all that the panel has running. */
  dispose(): void
}

/** Shows a panel in the shadow root of an element, which keeps the styles of the page out and those of the panel in. */
export function mountPanel(
  host: HTMLElement,
  input: PanelInput,
  events: PanelEvents,
): MountedPanel {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const container = host.ownerDocument.createElement('div')
  container.className = 'reset'
  const sheet = styleSheet(host)
  shadow.adoptedStyleSheets.push(sheet)
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
      // The next panel in this element may be there already.
      shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet)
    },
  }
}

/** A policy of the page's can't forbid it, as it could a `<style>`. It belongs to the document that the element is in. */
function styleSheet({ ownerDocument }: HTMLElement): CSSStyleSheet {
  const { CSSStyleSheet } = ownerDocument.defaultView ?? window
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(PANEL_CSS)
  return sheet
}
