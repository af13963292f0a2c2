import { type RefCallback, type RefObject, useCallback, useEffect, useRef } from 'react'
import type { DetailTab } from '../../state/places.ts'
import type { LinkTableHandle } from '../../views/links/LinkTable.tsx'

interface LinkKeys {
  /** For the link table of the details. */
  readonly table: RefCallback<LinkTableHandle>
  /** Opens the spans that are linked, and gives them the focus. */
  open(): void
  /** To the next link, or the one before, of the table that is shown, from anywhere on the screen; opens the links first. */
  step(by: 1 | -1): void
}

/** What the keys of the trace screen do with the links in its details. */
export function useLinkKeys(
  tab: DetailTab,
  /** Names the span that the details show. */
  span: string | null,
  showTab: (tab: DetailTab) => void,
  details: RefObject<HTMLElement | null>,
): LinkKeys {
  const now = useRef<LinkTableHandle>(null)
  /** What is done as soon as a table is there. */
  const next = useRef<((table: LinkTableHandle) => void) | null>(null)
  const table = useCallback((handle: LinkTableHandle | null) => {
    now.current = handle
    if (!handle || !next.current) return
    next.current(handle)
    next.current = null
  }, [])
  // Who has gone elsewhere meanwhile keeps the focus there.
  useEffect(() => {
    next.current = null
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [tab, span])
  const open = (isShown: boolean, act: (table: LinkTableHandle) => void) => {
    if (isShown && now.current) return act(now.current)
    next.current = act
    if (!isShown) showTab('links')
    // A span without links has no table: then its tab has the focus.
    details.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus()
  }
  return {
    table,
    open: () => open(tab === 'links', (links) => links.focus()),
    step: (by) => open(tab === 'links' || tab === 'linked-from', (links) => links.step(by)),
  }
}
