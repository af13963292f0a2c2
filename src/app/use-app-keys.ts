import { useEffect } from 'react'
import type { PreferenceStore } from '../state/preferences.ts'
import { type AppKey, GO_TO_KEY, ROW_KEYS, isFree } from '../state/shortcuts.ts'

/** What the keys of the whole app do. */
export interface AppActions {
  readonly goTo: () => void
  readonly keys: Readonly<Record<AppKey, () => void>>
}

/** Rows that take keys themselves, in the order in which a screen's are looked for. */
const ROWS =
  '[role=treegrid][tabindex="0"], [role=grid][tabindex="0"], [role=grid] [role=row] a[tabindex="0"]'

const TO_ROWS: ReadonlySet<string> = new Set(ROW_KEYS.slice(0, 2).flatMap(({ keys }) => keys))

/** Hears the keys of the whole app, wherever the focus is. `actions` must keep its identity. */
export function useAppKeys(preferences: PreferenceStore, actions: AppActions): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!preferences.getState().shortcuts) return
      if (isGoTo(event)) {
        event.preventDefault()
        return actions.goTo()
      }
      if (!isFree(event)) return
      if (Object.hasOwn(actions.keys, event.key)) {
        event.preventDefault()
        return actions.keys[event.key as AppKey]()
      }
      if (TO_ROWS.has(event.key) && event.target === document.body) toRows(event)
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [preferences, actions])
}

function isGoTo(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey
  return modified && event.key.toLowerCase() === GO_TO_KEY
}

/** Where nothing has the focus, the rows of the screen get it, and the key. */
function toRows(event: KeyboardEvent): void {
  const rows = document.querySelector<HTMLElement>(ROWS)
  if (!rows) return
  event.preventDefault()
  rows.focus({ preventScroll: true })
  rows.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, bubbles: true }))
}
