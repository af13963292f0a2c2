import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useQuietKeys } from '../../queries/use-quiet-keys.ts'

const PAGE = 10

/** Which row has the grid's place in the Tab order, and the keys that move it. Enter is the link's own. */
export function useRowFocus(
  count: number,
  body: RefObject<HTMLElement | null>,
  scrollTo: (row: number) => void,
) {
  const [row, setActive] = useState(0)
  const active = Math.min(row, Math.max(0, count - 1))
  const moved = useRef(false)

  const focusIfMoved = (to: number) => {
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`)
    if (!moved.current || !link) return
    moved.current = false
    link.focus({ preventScroll: true })
  }
  // After every render: the row may be drawn only now.
  useLayoutEffect(() => focusIfMoved(active))

  const focusRow = (to: number) => {
    moved.current = true
    setActive(to)
    focusIfMoved(to)
  }

  const isQuiet = useQuietKeys()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isQuiet(event)) return
    const to: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: count - 1,
    }
    if (!Object.hasOwn(to, event.key)) return
    event.preventDefault()
    const next = Math.min(count - 1, Math.max(0, to[event.key]))
    if (next === active) return
    scrollTo(next)
    focusRow(next)
  }

  /** The active row stays in the document wherever the grid is scrolled to, and with it the focus. */
  const keepActive = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (active >= range.count || rows.includes(active)) return rows
      return active < rows[0] ? [active, ...rows] : [...rows, active]
    },
    [active],
  )

  return { active, setActive, focusRow, onKeyDown, keepActive }
}
