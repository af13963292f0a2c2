import { type SourceList, serverList, staticList } from '../queries/source-list.ts'
import { type LocalSource, localSource } from '../sources/local/client.ts'
import { type Navigation, browserNavigation, hashNavigation } from '../state/navigation.ts'

/** What the page finds where it is served. */
export interface Site {
  readonly navigation: Navigation
  readonly sources: SourceList
  /** The embedded store; null: there is none. */
  readonly store: LocalSource | null
}

/**
 * Our server marks the page that it serves, so that nothing has to be tried out: it answers any path with the page and names the
 * sources. Without the mark the page lies on a static host, where `config.json` beside it may name sources.
 */
export function siteOf(window: Window): Site {
  const { baseURI, documentElement } = window.document
  const { served } = documentElement.dataset
  if (served === undefined) {
    return {
      navigation: hashNavigation(window),
      sources: staticList(new URL('config.json', baseURI).href),
      store: null,
    }
  }
  return {
    navigation: browserNavigation(window),
    sources: serverList(),
    store: served === 'store' ? localSource() : null,
  }
}
