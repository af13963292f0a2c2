import type { KeyboardEvent } from 'react'
import { useExplorer } from '../queries/use-explorer.ts'
import { isShortcutOnly, isTyping } from '../state/shortcuts.ts'

/**
 * A handler for `onKeyDownCapture` of the root: where shortcuts are switched off, keys that are nothing else end here. Arrows, Enter,
 * Space and Escape are not shortcuts but how a keyboard works.
 */
export function useQuietKeys(): (event: KeyboardEvent) => void {
  const { preferences } = useExplorer()
  return (event) => {
    if (preferences.getState().shortcuts || !isShortcutOnly(event)) return
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.nativeEvent)) return
    event.stopPropagation()
  }
}
