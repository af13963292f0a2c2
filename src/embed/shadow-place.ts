/** The element's place in its page, before anything is in it. The page's own rules for the element win over those of :host. */
export const PLACE = ':host { display: block; height: 480px } :host([hidden]) { display: none }'

/** Where a panel lives: styles of the page and of the panel don't meet. */
export interface ShadowPlace {
  readonly shadow: ShadowRoot
  /** Takes styles in until the answer is called. */
  adopt(css: string): () => void
}

export function shadowPlace(host: HTMLElement): ShadowPlace {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const { CSSStyleSheet } = host.ownerDocument.defaultView ?? window
  return {
    shadow,
    adopt(css) {
      // A policy of the page's can't forbid it, as it could a `<style>`. It belongs to the document that the element is in.
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      shadow.adoptedStyleSheets.push(sheet)
      return () => {
        // The next panel in this element may be there already.
        shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet)
      }
    },
  }
}
