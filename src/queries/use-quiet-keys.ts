import { isShortcutOnly } from '../state/shortcuts.ts'
import { usePreference } from './use-explorer.ts'

/**
 * Whether a key is to be let by, since shortcuts are switched off and it is nothing else: arrows, Enter, Space and Escape are not
 * shortcuts but how a keyboard works. What is let by is for the page around a panel.
 */
export function useQuietKeys(): (event: { readonly key: string }) => boolean {
  const shortcuts = usePreference('shortcuts')
  return (event) => !shortcuts && isShortcutOnly(event)
}
