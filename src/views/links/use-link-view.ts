import { useExplorer, useViewState } from '../../queries/use-explorer.ts'
import { FRESH_LINKS, type LinkView, updateLinkView } from '../../state/view-store.ts'

/** How the links of a span are shown; kept, so that Back and another tab find it again. */
export function useLinkView(key: string): [LinkView, (change: Partial<LinkView>) => void] {
  const { views } = useExplorer()
  const view = useViewState(({ links }) => links[key] ?? FRESH_LINKS)
  return [view, (change) => updateLinkView(views, key, change)]
}
