import type { MouseEvent } from 'react'
import { useExplorer } from '../queries/use-explorer.ts'

/**
 * A click handler for the app's root: a plain click on a link of ours goes there without a page load. All else is the browser's:
 * clicks with a modifier or another button, other origins, downloads, jumps inside a page, and links marked `data-native`.
 */
export function useLinks(): (event: MouseEvent) => void {
  const { navigation } = useExplorer()
  return (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!anchor || anchor.hasAttribute('target') || anchor.hasAttribute('download')) return
    const url = URL.parse(anchor.getAttribute('href') ?? '', document.baseURI)
    if (url?.origin !== window.location.origin || url.hash !== '') return
    if (anchor.closest('[data-native]')) return
    event.preventDefault()
    navigation.go(url.pathname + url.search, 'push')
  }
}
