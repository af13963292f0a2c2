/** A page's storage, or null where the browser refuses even to name it (sandboxed frames). */
export function storageOf(window: Window, kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind]
  } catch {
    return null
  }
}
