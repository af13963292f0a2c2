import { type RefObject, useLayoutEffect, useState } from 'react'

/** How far below the top of the scroller's content an element begins. */
export function useOffsetTop(
  element: RefObject<HTMLElement | null>,
  scroller: HTMLElement | null,
): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const node = element.current
    if (!node || !scroller) return undefined
    const read = () => {
      const distance = node.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      setTop(distance + scroller.scrollTop)
    }
    read()
    const observer = new ResizeObserver(read)
    // What stands above changes the height of the parts that it belongs to.
    for (const part of scroller.children) observer.observe(part)
    return () => observer.disconnect()
  }, [element, scroller])
  return top
}
