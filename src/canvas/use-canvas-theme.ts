import { type RefObject, useLayoutEffect, useState } from 'react'
import { type CanvasTheme, canvasTheme } from './theme.ts'

/**
 * The theme of the explorer around an element. It changes with the root's `data-theme`, and with the tokens that canvases
 * read, whoever sets those and where: they have a transition (ui/tokens.css), so that the browser tells of it.
 */
export function useCanvasTheme(element: RefObject<HTMLElement | null>): CanvasTheme | null {
  const [theme, setTheme] = useState<CanvasTheme | null>(null)
  useLayoutEffect(() => {
    const root = element.current?.closest('[data-theme]')
    if (!root) return
    const read = () => {
      const now = canvasTheme(getComputedStyle(root))
      setTheme((before) => (isSame(before, now) ? before : now))
    }
    const hear = ({ target }: Event) => target === root && read()
    read()
    const observer = new MutationObserver(read)
    observer.observe(root, { attributeFilter: ['data-theme', 'style', 'class'] })
    root.addEventListener('transitionrun', hear)
    return () => {
      observer.disconnect()
      root.removeEventListener('transitionrun', hear)
    }
  }, [element])
  return theme
}

/** One change of a theme is told once a token. */
function isSame(a: CanvasTheme | null, b: CanvasTheme): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
