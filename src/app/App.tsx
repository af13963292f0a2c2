import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import '../ui/tokens.css'
import '../ui/widgets.css'
import './app.css'
import { FilesNotOpen, type OpenedFiles } from '../queries/opened-files.ts'
import type { SourceRegistry } from '../queries/source-registry.ts'
import { ExplorerContext, usePlace, usePreference } from '../queries/use-explorer.ts'
import { FilesContext } from '../queries/use-files.ts'
import { useSource } from '../queries/use-source.ts'
import type { Place } from '../state/places.ts'
import { Connecting } from './Connecting.tsx'
import { ChooseFiles } from './files/ChooseFiles.tsx'
import { Files } from './files/Files.tsx'
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx'
import { NoSource } from './NoSource.tsx'
import { ThemeRoot } from '../shell/ThemeRoot.tsx'
import { useLinks } from '../shell/use-links.ts'
import { useReadingAhead } from '../shell/use-reading-ahead.ts'
import { TopBar } from './TopBar.tsx'
import { LinkMapScreen, SearchScreen, TraceScreen } from './screens.ts'
import { UnknownScreen } from './UnknownScreen.tsx'

interface Props {
  readonly registry: SourceRegistry
  readonly files: OpenedFiles
}

export function App({ registry, files }: Props) {
  const { explorer, error, none, retry } = useSource(registry)
  const shown = explorer ?? registry.local
  // What failed may be a source of the page that was not there yet.
  useEffect(() => (error ? registry.subscribe(retry) : undefined), [registry, error, retry])
  return (
    <ExplorerContext value={shown}>
      <FilesContext value={files}>
        <QueryClientProvider client={shown.queries}>
          <Root>
            <TopBar registry={registry} />
            <Files files={files} />
            {explorer && <Screen key={explorer.source.id} />}
            {!explorer && none && <NoSource />}
            {!explorer && !none && error instanceof FilesNotOpen && <ChooseFiles files={files} />}
            {!explorer && !none && !(error instanceof FilesNotOpen) && (
              <Connecting error={error} onRetry={retry} />
            )}
          </Root>
        </QueryClientProvider>
      </FilesContext>
    </ExplorerContext>
  )
}

function Root({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeRoot
      className="app"
      theme={usePreference('theme')}
      onClick={useLinks()}
      {...useReadingAhead()}
    >
      {children}
    </ThemeRoot>
  )
}

function Screen() {
  const place = usePlace()
  // The key resets a failed screen as soon as another place is shown.
  return (
    <ErrorBoundary key={place.screen === 'trace' ? place.traceId : place.screen}>
      {screenOf(place)}
    </ErrorBoundary>
  )
}

function screenOf(place: Place) {
  switch (place.screen) {
    case 'traces':
      return <SearchScreen search={place.search} />
    case 'trace':
      return <TraceScreen key={place.traceId} place={place} />
    case 'map':
      return <LinkMapScreen state={place.map} />
    case 'unknown':
      return <UnknownScreen why={place.why} />
  }
}
