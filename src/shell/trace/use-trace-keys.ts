import { type RefObject, useEffect, useRef } from 'react'
import { useEmbedded } from '../../ui/embedded.ts'

const TYPING = 'input, textarea, select, [contenteditable]'

/** Single-key shortcuts of a screen. None fires while typing, nor with a modifier, nor for an embedded panel without the focus. */
export function useTraceKeys(
  screen: RefObject<HTMLElement | null>,
  keys: Readonly<Record<string, () => void>>,
): void {
  const embedded = useEmbedded()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const scope: HTMLElement | Document | null = embedded ? screen.current : document
    const listener = (event: Event) => {
      if (!(event instanceof KeyboardEvent)) return
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      const act = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : null
      if (!act) return
      event.preventDefault()
      act()
    }
    scope?.addEventListener('keydown', listener)
    return () => scope?.removeEventListener('keydown', listener)
  }, [screen, embedded])
}
