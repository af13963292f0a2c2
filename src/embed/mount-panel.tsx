import { createRoot } from 'react-dom/client'
import { type PreferenceStore, createPreferences } from '../state/preferences.ts'
import { keepKeys } from './keep-keys.ts'
import type { PanelEvents, PanelInput } from './panel-input.ts'
import { BadOption, type PanelOptions, panelOptions, sameOrigin } from './panel-options.ts'
import { TracePanel, type TracePanelProps } from './TracePanel.tsx'

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
  let shown = read(input, NOTHING_ASKED, host, preferences)
  const render = () =>
    root.render(<TracePanel {...shown} preferences={preferences} events={events} />)
  render()
  return {
    update(next) {
      shown = read(next, shown.options, host, preferences)
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

const NOTHING_ASKED = panelOptions({}, 'http://localhost')

function read(
  input: PanelInput,
  before: PanelOptions,
  host: HTMLElement,
  preferences: PreferenceStore,
): Pick<TracePanelProps, 'options' | 'problem'> {
  try {
    const options = panelOptions(input, host.baseURI)
    preferences.setState({ theme: options.theme, zone: options.zone })
    const origin = sameOrigin(options.origin, before.origin) ? before.origin : options.origin
    return { options: { ...options, origin }, problem: null }
  } catch (error) {
    if (!(error instanceof BadOption)) throw error
    return { options: before, problem: error }
  }
}
