import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import '../ui/tokens.css'
import '../ui/widgets.css'
import './app.css'
import type { SourceRegistry } from '../queries/source-registry.ts'
import { ExplorerContext, usePlace } from '../queries/use-explorer.ts'
import { useSource } from '../queries/use-source.ts'
import type { Place } from '../state/places.ts'
import { Connecting } from './Connecting.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { NoSource } from './NoSource.tsx'
import { ThemeRoot } from './ThemeRoot.tsx'
import { TopBar } from './TopBar.tsx'
import { SearchScreen, TraceScreen } from './screens.ts'
import { UnknownScreen } from './UnknownScreen.tsx'

export function App({ registry }: { readonly registry: SourceRegistry }) {
  const { explorer, error, none, retry } = useSource(registry)
  const shown = explorer ?? registry.local
  return (
    <ExplorerContext value={shown}>
      <QueryClientProvider client={shown.queries}>
        <ThemeRoot>
          <TopBar registry={registry} />
          {explorer && <Screen key={explorer.source.id} />}
          {!explorer && (none ? <NoSource /> : <Connecting error={error} onRetry={retry} />)}
        </ThemeRoot>
      </QueryClientProvider>
    </ExplorerContext>
  )
}

function Screen() {
  const place = usePlace()
  // The key resets a failed screen as soon as another place is shown.
  return (
    <ErrorBoundary key={place.screen === 'trace' ? place.traceId : place.screen}>
      <Suspense>{screenOf(place)}</Suspense>
    </ErrorBoundary>
  )
}

function screenOf(place: Place) {
  switch (place.screen) {
    case 'traces':
      return <SearchScreen search={place.search} />
    case 'trace':
      return <TraceScreen key={place.traceId} place={place} />
    case 'unknown':
      return <UnknownScreen why={place.why} />
  }
}
