import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { ExplorerContext, usePlace } from '../queries/use-explorer.ts'
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx'
import { TraceScreen } from '../shell/trace/TraceScreen.tsx'
import { useLinks } from '../shell/use-links.ts'
import type { SearchState } from '../state/search-state.ts'
import { EmbeddedContext } from '../ui/embedded.ts'
import { SearchForm } from '../views/search/SearchForm.tsx'
import { SearchResults } from '../views/search/SearchResults.tsx'
import '../views/search/search.css'
import { LinkMapScreen } from '../views/link-map/LinkMapScreen.tsx'
import type { Stage } from './stages.ts'

/** Panels in all their states, each with an explorer of its own. */
export function Panels({ stages }: { readonly stages: readonly Stage[] }) {
  return stages.map(({ title, short, explorer }) => (
    <section key={title} className="gallery-panel" aria-label={title}>
      <h3>{title}</h3>
      <ExplorerContext value={explorer}>
        <QueryClientProvider client={explorer.queries}>
          <EmbeddedContext value={true}>
            <Frame short={short} />
          </EmbeddedContext>
        </QueryClientProvider>
      </ExplorerContext>
    </section>
  ))
}

function Frame({ short }: { readonly short: boolean }) {
  const place = usePlace()
  return (
    // A click on a link goes there, in here.
    <div className={short ? 'gallery-frame is-short' : 'gallery-frame'} onClick={useLinks()}>
      <ErrorBoundary>
        {place.screen === 'trace' && <TraceScreen place={place} />}
        {place.screen === 'traces' && <Traces search={place.search} />}
        {place.screen === 'map' && <LinkMapScreen state={place.map} />}
      </ErrorBoundary>
    </div>
  )
}

/** The Traces screen without its landmark, of which a page has one. */
function Traces({ search }: { readonly search: SearchState }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  return (
    <div className="search" ref={setScroller}>
      <SearchForm search={search} />
      <SearchResults search={search} scroller={scroller} />
    </div>
  )
}
