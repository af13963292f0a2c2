const TYPING = 'input, textarea, select, [contenteditable]'

/**
 * Keys that a panel has used, or that were typed into a field of it, end at its host element: a page can't see into a shadow root,
 * so its own shortcuts would take them for its own. The answer stops that.
 */
export function keepKeys(host: HTMLElement): () => void {
  const keep = (event: KeyboardEvent) => {
    const [target] = event.composedPath()
    const typed =
      target instanceof Element &&
      target.closest(TYPING) !== null &&
      !(event.ctrlKey || event.metaKey || event.altKey)
    if (event.defaultPrevented || typed) event.stopPropagation()
  }
  host.addEventListener('keydown', keep)
  return () => host.removeEventListener('keydown', keep)
}
