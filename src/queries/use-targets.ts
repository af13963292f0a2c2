import { useEffect, useSyncExternalStore } from 'react'
import type { SpanRef } from '../model/ids.ts'
import type { LinkTarget } from '../model/link-target.ts'
import { useExplorer } from './use-explorer.ts'

/** Reads link targets; renders again as answers come. */
export function useTargets(): { readonly version: number; targetOf(ref: SpanRef): LinkTarget } {
  const { targets } = useExplorer()
  const version = useSyncExternalStore(targets.subscribe, targets.version)
  return { version, targetOf: (ref) => targets.target(ref) }
}

/** Asks for spans of other traces for as long as they are unknown. `refs` must keep its identity between renders. */
export function useWish(refs: readonly SpanRef[]): void {
  const { targets } = useExplorer()
  // Not only once: what was absent is forgotten, and so wished for again, when spans arrive.
  const forgotten = useSyncExternalStore(targets.subscribe, targets.forgotten)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useEffect(() => targets.wish(refs), [targets, refs, forgotten])
}
