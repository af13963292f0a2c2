/** The entry of the custom element: to import it defines `<trace-link-panel>`. */
import { TraceLinkPanelElement } from './trace-link-panel-element.ts'

export type * from './panel-input.ts'
export { TraceLinkPanelElement }

if (!customElements.get('trace-link-panel')) {
  customElements.define('trace-link-panel', TraceLinkPanelElement)
}

declare global {
  interface HTMLElementTagNameMap {
    'trace-link-panel': TraceLinkPanelElement
  }
}
