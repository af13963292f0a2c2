/** As far as it is used here: not every browser has it, nor has the list of TypeScript's. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown
}

/**
 * Under a policy of Trusted Types (`require-trusted-types-for 'script'`) nothing becomes a script, markup included, but what this lets
 * through: addresses of this origin, for workers. Everything else throws where it is tried.
 */
export function allowOwnScripts(window: Window): void {
  const { trustedTypes } = window as Window & { readonly trustedTypes?: TrustedTypes }
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const { origin, protocol } = window.location
      const asked = URL.parse(url, window.document.baseURI)
      // The origin of a blob is that of the page, and its content may be anyone's.
      return asked?.origin === origin && asked.protocol === protocol ? url : null
    },
  })
}
