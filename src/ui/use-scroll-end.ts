import { type RefObject, useEffect, useRef } from 'react'

const STILL_MS = 100

/** Tells where an element was scrolled to, once it stands still: telling every frame would wake every reader of what is kept. */
export function useScrollEnd(
  element: RefObject<HTMLElement | null>,
  onEnd: (scrollTop: number) => void,
): void {
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  useEffect(() => {
    const node = element.current
    if (!node) return
    let timer = 0
    const later = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => latest.current(node.scrollTop), STILL_MS)
    }
    node.addEventListener('scroll', later, { passive: true })
    return () => {
      window.clearTimeout(timer)
      node.removeEventListener('scroll', later)
    }
  }, [element])
}
