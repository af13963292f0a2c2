import { type FocusEvent, type PointerEvent, useEffect, useMemo } from 'react'
import { ReadAhead } from '../queries/read-ahead.ts'
import { useExplorer } from '../queries/use-explorer.ts'
import type { Href } from '../state/navigation.ts'

/** Handlers for the root: the trace behind a link to a place is read while the link is pointed at, focused or pressed. */
export function useReadingAhead() {
  const explorer = useExplorer()
  const ahead = useMemo(() => new ReadAhead(explorer), [explorer])
  useEffect(() => () => ahead.point(null), [ahead])
  return {
    onPointerOver: ({ target }: PointerEvent) => ahead.point(placeAt(target)),
    onPointerLeave: () => ahead.point(null),
    onFocus: ({ target }: FocusEvent) => ahead.point(placeAt(target)),
    onPointerDown: ({ target, button }: PointerEvent) => {
      const place = placeAt(target)
      if (place !== null && button === 0) ahead.press(place)
    },
  }
}

function placeAt(target: EventTarget): Href | null {
  const anchor = target instanceof Element ? target.closest('a[data-place]') : null
  return anchor?.getAttribute('data-place') ?? null
}
