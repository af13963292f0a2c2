import { createRoot } from 'react-dom/client'
import { readAhead, traceShownAt } from '../queries/read-ahead.ts'
import { SourceRegistry } from '../queries/source-registry.ts'
import { workerTraceHost } from '../queries/worker-host.ts'
import { landing } from '../state/go-to.ts'
import { placeOf } from '../state/places.ts'
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
  preloadScreens(placeOf(navigation.current()))
  const { local } = registry
  const first = store && traceShownAt(navigation.current(), store.id)
  if (first) readAhead(local, first)
  const root = document.getElementById('root')
  // With the evaluation of all modules, which ends here, it would be one task of more than 50 ms.
  if (root) setTimeout(() => createRoot(root).render(<App registry={registry} files={files} />))
}
