import { type RefObject, useLayoutEffect, useState } from 'react'
import { type CanvasTheme, canvasTheme } from './theme.ts'

/** The theme of the explorer around an element; changes when the root's `data-theme` does. */
export function useCanvasTheme(element: RefObject<HTMLElement | null>): CanvasTheme | null {
  const [theme, setTheme] = useState<CanvasTheme | null>(null)
  useLayoutEffect(() => {
    const root = element.current?.closest('[data-theme]')
    if (!root) return
    const read = () => setTheme(canvasTheme(getComputedStyle(root)))
    read()
    const observer = new MutationObserver(read)
    observer.observe(root, { attributeFilter: ['data-theme', 'style', 'class'] })
    return () => observer.disconnect()
  }, [element])
  return theme
}
