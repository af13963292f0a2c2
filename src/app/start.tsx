import { createRoot } from 'react-dom/client'
import type { Explorer } from '../queries/explorer.ts'
import { readAhead } from '../queries/read-ahead.ts'
import { SourceRegistry } from '../queries/source-registry.ts'
import { workerTraceHost } from '../queries/worker-host.ts'
import { FILES_ID } from '../sources/gateway-schema.ts'
import { landing } from '../state/go-to.ts'
import { placeOf, sourceOf } from '../state/places.ts'
import { createPreferences } from '../state/preferences.ts'
import { storageOf } from '../state/storage.ts'
import { createViewStore } from '../state/view-store.ts'
import { App } from './App.tsx'
import { openedFiles } from './files/open-files.ts'
import { preloadScreens } from './screens.ts'
import type { Site } from './site.ts'

/** Shows the app in the page's `#root`. */
export function startApp({ navigation, sources, store }: Site): void {
  const views = createViewStore(storageOf(window, 'sessionStorage'))
  const shared = {
    navigation,
    views,
    preferences: createPreferences(storageOf(window, 'localStorage')),
    startWorker: () =>
      workerTraceHost(
        () =>
          new Worker(new URL('../queries/trace.worker.ts', import.meta.url), { type: 'module' }),
      ),
  }
  const registry = new SourceRegistry(shared, sources, store)
  const files = openedFiles(registry, sources)
  const land = () => {
    const target = landing(navigation.current())
    if (target !== null) navigation.go(target, 'replace')
  }
  navigation.subscribe(land)
  land()
  window.addEventListener('pagehide', () => views.keep())
  const place = placeOf(navigation.current())
  preloadScreens(place)
  const source = sourceOf(navigation.current())
  if (place.screen === 'trace' && (source === null ? store : source !== FILES_ID)) {
    const read = (explorer: Explorer) => readAhead(explorer, place.traceId)
    // What fails is tried again, and told of, when the screen is there.
    registry.open(source).then(read, () => {})
  }
  const root = document.getElementById('root')
  // With the evaluation of all modules, which ends here, it would be one task of more than 50 ms.
  if (root) setTimeout(() => createRoot(root).render(<App registry={registry} files={files} />))
}
