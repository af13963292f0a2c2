import type { MouseEvent } from 'react'
import { useExplorer } from '../queries/use-explorer.ts'

/**
 * A click handler for the root: a plain click on a link to a place goes there without a page load. With a modifier or another
 * button it is the browser's, as on all other links; but where places have no addresses, nothing could be opened elsewhere.
 */
export function useLinks(): (event: MouseEvent) => void {
  const { navigation } = useExplorer()
  return (event) => {
    if (event.defaultPrevented || event.button > 1) return
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (navigation.shareable && !(plain && event.button === 0)) return
    const anchor = event.target instanceof Element ? event.target.closest('a[data-place]') : null
    const place = anchor?.getAttribute('data-place')
    if (place === null || place === undefined) return
    event.preventDefault()
    navigation.go(place, 'push')
  }
}
