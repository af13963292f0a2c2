import { type RefObject, useEffect, useRef } from 'react'
import { useExplorer } from '../../queries/use-explorer.ts'
import { type TraceKey, isFree, isShortcutOnly } from '../../state/shortcuts.ts'
import { useEmbedded } from '../../ui/embedded.ts'

/**
 * The shortcuts of a trace. None fires while typing, nor with a modifier, nor for an embedded panel without the focus. The keys are
 * those of the table that the help shows.
 */
export function useTraceKeys(
  screen: RefObject<HTMLElement | null>,
  keys: Readonly<Partial<Record<TraceKey, () => void>>>,
): void {
  const { preferences } = useExplorer()
  const embedded = useEmbedded()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const scope: HTMLElement | Document | null = embedded ? screen.current : document
    const listener = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || !isFree(event)) return
      if (isShortcutOnly(event) && !preferences.getState().shortcuts) return
      const act = Object.hasOwn(latest.current, event.key)
        ? latest.current[event.key as TraceKey]
        : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    scope?.addEventListener('keydown', listener)
    return () => scope?.removeEventListener('keydown', listener)
  }, [screen, embedded, preferences])
}
